import type { MadeInvitation } from '../../shared/admin-people.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Modal } from '../parts/modal.tsx';
import { pathOf } from '../router/route.ts';
import { teamWords } from './team-words.ts';

/** Shows the link, once. Its token stands behind the #: browsers send that part to nobody. */
export function InvitationLink({ made, onClose }: { made: MadeInvitation; onClose(): void }) {
  const text = teamWords();
  const link = `${location.origin}${pathOf({ page: 'join' })}#${made.token}`;
  const { email, purpose } = made.invitation;
  const isPassword = purpose === 'password';
  return (
    <Modal
      title={isPassword ? text.passwordLinkFor(email) : text.linkTitle(email)}
      onClose={onClose}
    >
      <p>{isPassword ? text.passwordLinkText : text.linkText}</p>
      <CodeBlock label={text.link} code={link} />
      <div class="dialog-actions">
        <button type="button" class="button button-main" onClick={onClose}>
          {text.done}
        </button>
        <CopyButton text={link} label={text.copyLink} />
      </div>
    </Modal>
  );
}
