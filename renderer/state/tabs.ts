import type { QueueItem } from './queue-item';
import { TABS, type Tab } from './view';

export const TAB_TITLES: Readonly<Record<Tab, string>> = {
  overview: 'Overview',
  findings: 'Findings',
  opcodes: 'Opcodes',
  code: 'Code',
  tensors: 'Tensors',
  hex: 'Hex',
  strings: 'Strings',
  members: 'Members',
};

/** A tab stands there only when it has something to show. */
export function tabsOf(item: QueueItem | undefined): readonly Tab[] {
  if (!item) return [];
  const has: Record<Tab, boolean> = {
    overview: true,
    findings: item.findings.length > 0,
    opcodes: (item.report?.streams.length ?? 0) > 0,
    code: (item.report?.code.length ?? 0) + (item.report?.streams.length ?? 0) > 0,
    tensors: (item.report?.arrays.length ?? 0) > 0,
    hex: (item.report?.sizeBytes ?? 0) > 0,
    strings: (item.report?.indicators.length ?? 0) > 0,
    members: (item.report?.entries.length ?? 0) > 0,
  };
  return TABS.filter((tab) => has[tab]);
}

/** The tab that is really shown for the one asked for. */
export function shownTab(asked: Tab, tabs: readonly Tab[]): Tab {
  return tabs.includes(asked) ? asked : 'overview';
}
