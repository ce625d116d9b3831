import { Component, type ComponentChildren, type FunctionComponent, h } from 'preact';

/** A component that is drawn again only when one of its props is another value, or a signal that it reads changes. */
export function memo<Props extends object>(
  render: FunctionComponent<Props>,
): FunctionComponent<Props> {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return Object.entries(next).some(
        ([name, value]) => value !== this.props[name as keyof Props],
      );
    }
    override render(): ComponentChildren {
      return h(render, this.props);
    }
  }
  return Memo as unknown as FunctionComponent<Props>;
}
