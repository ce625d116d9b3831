import type { AdminRole } from '../../shared/admin.ts';
import { Field } from '../parts/field.tsx';
import { roleWords } from './role-words.ts';

/** In the order of what they may do, the most careful choice first. */
export const ROLES: AdminRole[] = ['viewer', 'editor', 'owner'];

interface RoleFieldProps {
  label: string;
  role: AdminRole;
  onChange(role: AdminRole): void;
}

/** A choice of a role that says what it means. */
export function RoleField({ label, role, onChange }: RoleFieldProps) {
  return (
    <Field label={label} hint={roleWords()[role].may}>
      <select
        class="input"
        value={role}
        onChange={(event) => {
          const chosen = ROLES.find((name) => name === event.currentTarget.value);
          if (chosen) onChange(chosen);
        }}
      >
        {ROLES.map((name) => (
          <option key={name} value={name}>
            {roleWords()[name].name}
          </option>
        ))}
      </select>
    </Field>
  );
}
