/** Names the state of the rules and of the policy table, as year and month. A change that moves any verdict changes it. */
export const RULESET_VERSION = '2026-11';
