import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type Block, type ListItem, type ParsedText, parseMarkdown } from './markdown.ts';
import type { Inline } from './markdown-inline.ts';
import { memo } from './memo.ts';
import { usePanel } from './panel-context.ts';

/** The assistant's text as nodes. `partial`: it is still being written. */
export function RichText({ text, partial }: { text: string; partial: boolean }) {
  const previous = useRef<ParsedText | undefined>(undefined);
  const parsed = parseMarkdown(text, { previous: previous.current, partial });
  previous.current = parsed;
  return (
    <div class="text" dir="auto">
      {parsed.blocks.map((block) => (
        <BlockView key={block.start} block={block} />
      ))}
    </div>
  );
}

const BlockView = memo(({ block }: { block: Block }) => {
  switch (block.type) {
    case 'paragraph':
      return <p>{inline(block.content)}</p>;
    case 'heading':
      return <p class="heading">{inline(block.content)}</p>;
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'list':
      return <List items={block.items} />;
    case 'table':
      return <Table rows={block.rows} />;
    case 'rule':
      return <hr />;
  }
});

/** Items of one level; those of deeper levels belong to the item before them. */
function List({ items }: { items: ListItem[] }) {
  const level = Math.min(...items.map((item) => item.level));
  const starts = items.flatMap((item, index) =>
    index === 0 || item.level === level ? [index] : [],
  );
  const entries = starts.map((start, index) => {
    const item = items[start]!;
    const inner = items.slice(start + 1, starts[index + 1] ?? items.length);
    return (
      <li key={start}>
        {inline(item.content)}
        {inner.length > 0 && <List items={inner} />}
      </li>
    );
  });
  const first = items[0]?.number;
  return first === undefined ? <ul>{entries}</ul> : <ol start={first}>{entries}</ol>;
}

function Table({ rows }: { rows: Inline[][][] }) {
  const { labels } = usePanel();
  const [head = [], ...body] = rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too.
    <section class="table" tabIndex={0} aria-label={labels.table}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function inline(nodes: Inline[]): ComponentChildren {
  return nodes.map((node, index) => <InlineView key={index} node={node} />);
}

function InlineView({ node }: { node: Inline }) {
  if (typeof node === 'string') return <>{node}</>;
  switch (node.type) {
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return <Link node={node} />;
    case 'strong':
      return <strong>{inline(node.children)}</strong>;
    case 'em':
      return <em>{inline(node.children)}</em>;
    case 's':
      return <s>{inline(node.children)}</s>;
    case 'span':
      return <span>{inline(node.children)}</span>;
  }
}

/** The host stands beside the label, so that a label cannot pretend to lead somewhere else. */
function Link({ node }: { node: Extract<Inline, { type: 'link' }> }) {
  const { labels } = usePanel();
  const [label] = node.children;
  const showsHost = typeof label === 'string' && label.startsWith(node.host);
  return (
    <>
      <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
        {inline(node.children)}
        <span class="unseen"> ({labels.opensNewTab})</span>
      </a>
      {!showsHost && <span class="host"> ({node.host})</span>}
    </>
  );
}
