import { Tabs } from 'radix-ui';
import { useMemo } from 'react';
import { severityRank } from '../shared/domain/finding';
import { ByteMap } from './components/ByteMap/ByteMap';
import type { MapTick } from './components/ByteMap/draw';
import { ErrorNote } from './components/ErrorNote/ErrorNote';
import { Guarded } from './components/Guarded/Guarded';
import { SEVERITY_TONES } from './components/SeverityTag/SeverityTag';
import { Splits } from './components/Splits/Splits';
import { worstFirst } from './state/facts';
import { useCurrentId, useQueue, useQueueItem, useSelection, useSession, useView } from './state/hooks';
import { absoluteRange, placeAt } from './state/place';
import type { QueueItem } from './state/queue-item';
import { shownTab, TAB_TITLES, tabsOf } from './state/tabs';
import type { Tab } from './state/view';
import { useTheme } from './theme';
import { useCommandKeys } from './use-command-keys';
import { useDrop } from './use-drop';
import { AcceptDialog } from './views/accept/AcceptDialog';
import { CodeView } from './views/code/CodeView';
import { FindingsView } from './views/findings/FindingsView';
import { Rail } from './views/frame/Rail';
import { StatusBar } from './views/frame/StatusBar';
import { TitleBar } from './views/frame/TitleBar';
import { HexView } from './views/hex/HexView';
import { Inspector } from './views/inspector/Inspector';
import { KeysHelp } from './views/keys/KeysHelp';
import { MembersView } from './views/members/MembersView';
import { OpcodesView } from './views/opcodes/OpcodesView';
import { OverviewView } from './views/overview/OverviewView';
import { Palette } from './views/palette/Palette';
import { PasswordDialog } from './views/password/PasswordDialog';
import { PolicyRoom } from './views/policy/PolicyRoom';
import { QueuePanel } from './views/queue/QueuePanel';
import { RuleDialog } from './views/rule/RuleDialog';
import { StringsView } from './views/strings/StringsView';
import { TensorsView } from './views/tensors/TensorsView';
import { FactsLine } from './views/verdict/FactsLine';
import { VerdictBanner } from './views/verdict/VerdictBanner';
import { Welcome } from './views/welcome/Welcome';

/** The window: the one place that puts views together. */
export function App() {
  const session = useSession();
  const empty = useQueue((state) => state.summary.total === 0);
  const currentId = useCurrentId();
  const notice = useView((state) => state.notice);
  const room = useView((state) => state.room);
  const dragging = useDrop();
  useCommandKeys();
  return (
    <div className="frame" onPointerDownCapture={session.touch} onKeyDownCapture={session.touch}>
      <TitleBar />
      <Rail />
      <div className="workspace">
        {notice && <ErrorNote {...notice} onDismiss={() => session.view.setState({ notice: null })} />}
        {room === 'policy' ? (
          <Guarded what="The Policy screen">
            <PolicyRoom />
          </Guarded>
        ) : empty ? (
          <Welcome />
        ) : (
          <Splits
            id="inspect"
            orientation="horizontal"
            panels={[
              {
                id: 'queue',
                name: 'the queue',
                size: '21.5%',
                minimum: '180px',
                maximum: '480px',
                content: <QueuePanel />,
              },
              {
                id: 'detail',
                name: 'the detail',
                minimum: '400px',
                content: currentId ? <Detail id={currentId} /> : null,
              },
              {
                id: 'inspector',
                name: 'the inspector',
                size: '23.5%',
                minimum: '200px',
                maximum: '560px',
                content: currentId ? (
                  <Guarded key={currentId} what="The inspector">
                    <Inspector id={currentId} />
                  </Guarded>
                ) : null,
              },
            ]}
          />
        )}
      </div>
      <StatusBar />
      <Palette />
      <KeysHelp />
      <PasswordDialog />
      <AcceptDialog />
      <RuleDialog />
      {dragging && (
        <div className="drop-shade" role="status">
          Drop to inspect
        </div>
      )}
    </div>
  );
}

function Detail({ id }: { readonly id: string }) {
  const session = useSession();
  const item = useQueueItem(id);
  const asked = useView((state) => state.tab);
  if (!item) return null;
  const tabs = tabsOf(item);
  const tab = shownTab(asked, tabs);
  return (
    <main className="column" aria-label="Detail">
      <VerdictBanner id={id} />
      {item.report && <FactsLine report={item.report} />}
      {item.report && <ArtifactMap item={item} />}
      <Tabs.Root
        className="column"
        style={{ flex: 1 }}
        value={tab}
        onValueChange={(next) => session.view.setState({ tab: next as Tab })}
      >
        <Tabs.List className="tabs" aria-label="Detail">
          {tabs.map((one) => (
            <Tabs.Trigger key={one} value={one}>
              {TAB_TITLES[one]}
              {one === 'findings' && <FindingCount item={item} />}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content key={tab} className="tab-panel" value={tab} tabIndex={-1}>
          <Guarded key={id} what={`The ${TAB_TITLES[tab]} view`}>
            {tab === 'overview' && <OverviewView id={id} />}
            {tab === 'findings' && <FindingsView id={id} />}
            {tab === 'opcodes' && <OpcodesView />}
            {tab === 'code' && <CodeView id={id} />}
            {tab === 'tensors' && <TensorsView id={id} />}
            {tab === 'hex' && <HexView />}
            {tab === 'strings' && <StringsView id={id} />}
            {tab === 'members' && <MembersView id={id} />}
          </Guarded>
        </Tabs.Content>
      </Tabs.Root>
    </main>
  );
}

function FindingCount({ item }: { readonly item: QueueItem }) {
  const worst = worstFirst(item.findings)[0];
  return (
    <sup className={`tone-${worst && !worst.accepted ? SEVERITY_TONES[worst.severity] : 'note'}`}>
      {item.findings.length.toLocaleString('en')}
    </sup>
  );
}

function ArtifactMap({ item }: { readonly item: QueueItem }) {
  const session = useSession();
  const theme = useTheme();
  const { report } = item;
  const { range, entryPath } = useSelection((state) => ({ range: state.range, entryPath: state.entryPath }));
  const ticks = useMemo((): readonly MapTick[] => {
    if (!report) return [];
    return report.findings.map((finding) => {
      const place = {
        entryPath: finding.entryPath,
        range: { start: finding.byteOffset, end: finding.byteOffset + finding.byteLength },
      };
      const { start, end, exact } = absoluteRange(report, place);
      const tone =
        finding.accepted || severityRank(finding.severity) < severityRank('medium')
          ? 'muted'
          : (SEVERITY_TONES[finding.severity] as 'dangerous' | 'suspicious');
      // A tick over a whole compressed body, or over all of some carried code, would claim that every byte of it is the finding.
      const isSpot = exact && end - start <= Math.max(16, report.sizeBytes / 64);
      return { start, end: isSpot ? end : start, tone };
    });
  }, [report]);
  const selected = useMemo(
    () => (report && range ? absoluteRange(report, { entryPath, range }) : null),
    [report, range, entryPath],
  );
  if (!report || report.sizeBytes === 0) return null;
  return (
    <ByteMap
      sizeBytes={report.sizeBytes}
      regions={report.regions}
      ticks={ticks}
      selected={selected}
      themeName={theme}
      onJump={(absolute) => {
        const place = placeAt(report, absolute);
        const { tab } = session.view.getState();
        const stays = tab === 'hex' || (tab === 'opcodes' && session.opened.streamAt(place.entryPath, place.offset));
        if (!stays)
          session.view.setState({ tab: session.opened.streamAt(place.entryPath, place.offset) ? 'opcodes' : 'hex' });
        void session.selection.toBytes(place.entryPath, place.offset);
      }}
    />
  );
}
