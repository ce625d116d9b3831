import { styleText } from 'node:util';
import type { Finding } from '../../model/checks/finding.ts';

/** A green line, or a red one and below it what to do. */
export function describeFinding(finding: Finding): string {
  if (finding.ok) return styleText('green', `✓ ${finding.name}: ${finding.found}`);
  return styleText('red', `✗ ${finding.name}: ${finding.found}\n    → ${finding.remedy}`);
}
