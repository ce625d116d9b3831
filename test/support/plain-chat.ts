import { AbstractChat, DefaultChatTransport, type UIMessage } from 'ai';

export interface PlainChatOptions {
  url: string;
  token: string;
  id: string;
  /** Those of an earlier page. */
  messages?: UIMessage[];
  fetch?: typeof fetch;
}

/** What `useChat` of the AI SDK is made of, without a framework around it: no code of ours beyond an address and a header. */
export class PlainChat extends AbstractChat<UIMessage> {
  constructor({ url, token, id, messages = [], fetch }: PlainChatOptions) {
    super({
      id,
      transport: new DefaultChatTransport({
        api: `${url}/v1/chat`,
        headers: { authorization: `Bearer ${token}` },
        ...(fetch && { fetch }),
      }),
      state: plainState(messages),
    });
  }

  /** The texts of all messages, each in one string. */
  get texts(): string[] {
    return this.messages.map(({ parts }) =>
      parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    );
  }
}

function plainState(messages: UIMessage[]): ConstructorParameters<typeof AbstractChat>[0]['state'] {
  return {
    status: 'ready',
    error: undefined,
    messages,
    pushMessage(message) {
      this.messages = [...this.messages, message];
    },
    popMessage() {
      this.messages = this.messages.slice(0, -1);
    },
    replaceMessage(index, message) {
      this.messages = this.messages.with(index, message);
    },
    snapshot: structuredClone,
  };
}
