import type { ConversationSummary } from '../../shared/chat-request.ts';
import type { ChatMessage, MessagePart } from '../../shared/message.ts';
import type { AskedOn } from '../../shared/page-context.ts';
import type { ConversationOwner, RunnableTurn, TurnRef } from './turns.ts';

/** A shopper seldom says a tenth of that; whoever says more reads the end of it. */
export const MESSAGES_READ = 200;

/** What visitors said and were told. Conversation and message ids are the ones that clients know. */
export interface Conversations {
  /**
   * Stores question, empty answer and turn in one transaction, or finds the turn that the same question
   * already has. Throws AppError `idempotency_conflict` when the id was used for other content, and
   * `turn_in_progress` when another question of this conversation is being answered.
   */
  accept(question: Question): Promise<AcceptedQuestion>;
  /** The parts of a message that was accepted before, when it is the same one. */
  storedParts(
    owner: ConversationOwner,
    message: Pick<Question, 'messageId' | 'contentHash'>,
  ): Promise<MessagePart[] | undefined>;
  /** With its newest MESSAGES_READ messages, oldest first. */
  read(owner: ConversationOwner, conversationId: string): Promise<Conversation | undefined>;
  /** Newest first. */
  list(owner: ConversationOwner, limit: number): Promise<ConversationSummary[]>;
  /** False when there is no such answer. */
  rate(owner: ConversationOwner, rating: AnswerRating): Promise<boolean>;
}

export interface Question extends ConversationOwner {
  conversationId: string;
  /** The idempotency key. */
  messageId: string;
  parts: MessagePart[];
  /** SHA-256 of what the client sent, to tell a repetition from another message under the same id. */
  contentHash: Buffer;
  /** Ask for another answer to a question that has one. */
  regenerate: boolean;
  /**
   * The answer that is to be replaced, or else the question whose place this one takes, with all that was said after it.
   * One that was replaced already is not replaced again.
   */
  replaces?: string | undefined;
  /** What the page showed while it was asked. It is no part of the question: the same one again keeps the first. */
  context?: AskedOn | undefined;
  /** The process that will answer holds the turn from the start. */
  leaseOwner: string;
}

export type AcceptedQuestion =
  | { kind: 'new'; turn: RunnableTurn }
  /** Answered, or being answered. */
  | { kind: 'known'; turn: TurnRef };

export interface Conversation {
  id: string;
  status: 'running' | 'idle';
  messages: ChatMessage[];
  /** There are more than those. */
  hasEarlier: boolean;
}

export interface AnswerRating {
  conversationId: string;
  messageId: string;
  rating: 'up' | 'down';
  comment?: string;
}
