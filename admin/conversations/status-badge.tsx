import type { AdminMessage, ConversationStatus } from '../../shared/admin.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { words } from '../words/words.ts';

type Status = ConversationStatus | AdminMessage['status'];

const TONES: Record<Status, Tone> = {
  empty: 'quiet',
  running: 'busy',
  done: 'good',
  stopped: 'warn',
  failed: 'bad',
  superseded: 'quiet',
};

export function StatusBadge({ status }: { status: Status }) {
  return <Badge tone={TONES[status]}>{words().statusNames[status]}</Badge>;
}
