import type { ComponentChildren } from 'preact';

/** A name and what it stands for. */
export type Fact = [name: string, value: ComponentChildren];

/** Names beside values, a line each; `inLine` puts them side by side where there is room. */
export function Facts(props: { facts: Fact[]; inLine?: boolean; framed?: boolean }) {
  const { facts, inLine = false, framed = false } = props;
  return (
    <dl class={`facts${inLine ? ' facts-line' : ''}${framed ? ' panel panel-padded' : ''}`}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
