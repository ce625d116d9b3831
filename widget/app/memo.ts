import { Component, type ComponentChildren, type FunctionComponent, h } from 'preact';

/** A component that is drawn again only when one of its props is another value. */
export function memo<P extends object>(render: FunctionComponent<P>): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return Object.entries(next).some(([name, value]) => value !== this.props[name as keyof P]);
    }
    override render(): ComponentChildren {
      return h(render, this.props);
    }
  }
  return Memo as unknown as FunctionComponent<P>;
}
