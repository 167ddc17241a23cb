import { Fragment, type ReactNode } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import { useSession } from '../../state/hooks';
import './splits.css';

export interface SplitPanel {
  readonly id: string;
  readonly name: string;
  /** Absent for the panel that takes what is left. */
  readonly size?: string;
  readonly minimum: string;
  readonly maximum?: string;
  readonly content: ReactNode;
}

/** Panels with separators between them that remember where they were left. */
export function Splits({
  id,
  orientation,
  panels,
}: {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly panels: readonly SplitPanel[];
}) {
  const { settings } = useSession();
  // Read once: the group owns its layout from then on.
  const saved = settings.getState().layout[id];
  const layout: Layout | undefined =
    saved?.length === panels.length
      ? Object.fromEntries(panels.map((panel, index) => [panel.id, (saved[index] as number) / 100]))
      : undefined;
  return (
    <Group
      id={id}
      orientation={orientation}
      className="splits"
      {...(layout ? { defaultLayout: layout } : {})}
      onLayoutChanged={(now, meta) => {
        if (meta.isUserInteraction)
          settings.setLayout(
            id,
            panels.map((panel) => (now[panel.id] ?? 0) * 100),
          );
      }}
    >
      {panels.map((panel, index) => (
        <Fragment key={panel.id}>
          {index > 0 && <Separator className={`splits-separator ${orientation}`} aria-label={`Resize ${panel.name}`} />}
          <Panel
            id={panel.id}
            {...(panel.size ? { defaultSize: panel.size } : {})}
            minSize={panel.minimum}
            {...(panel.maximum ? { maxSize: panel.maximum } : {})}
            className="splits-panel"
            style={{ overflow: 'hidden' }}
          >
            {panel.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
