/** Names the entry of the audit log by which the change that was answered can be taken back. */
export const AUDIT_ENTRY = 'x-aisle-audit-entry';
