import type { MadeKey } from '../../shared/admin-people.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Modal } from '../parts/modal.tsx';
import { keysWords } from './keys-words.ts';

/** Shows the secret, once. */
export function MadeKeyDialog({ made, onClose }: { made: MadeKey; onClose(): void }) {
  const text = keysWords();
  return (
    <Modal title={text.madeTitle(made.key.name)} onClose={onClose}>
      <p>{text.madeText}</p>
      <CodeBlock label={text.secret} code={made.secret} />
      <div class="dialog-actions">
        <button type="button" class="button button-main" onClick={onClose}>
          {text.done}
        </button>
        <CopyButton text={made.secret} label={text.copySecret} />
      </div>
    </Modal>
  );
}
