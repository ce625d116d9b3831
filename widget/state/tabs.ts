/** What the tabs of one visitor tell each other. Only a hint: the server has the truth. */
export type TabNote =
  /** `changed`: there is something new to read. `reading`: the running answer is read here too. */
  | { kind: 'changed' | 'reading'; conversationId: string }
  /** The shopper had everything deleted. */
  | { kind: 'forgotten' };

export interface Tabs {
  /** To the other tabs; those that are gone or asleep miss it. */
  tell(note: TabNote): void;
}
