import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SESSION_LIFE_MS } from '../../admin/admin-sessions.ts';

/** The cookie that carries an admin's session token. */
export interface SessionCookie {
  read(context: Context): string | undefined;
  write(context: Context, token: string): void;
  clear(context: Context): void;
}

/**
 * Behind https its name starts with `__Host-`, so that browsers accept it from this very host over https only.
 * Plain http (a developer's machine) cannot have that prefix and gets another name.
 */
export function sessionCookie(publicUrl: string | undefined): SessionCookie {
  const secure = publicUrl?.startsWith('https://') ?? false;
  const name = secure ? '__Host-aisle_admin' : 'aisle_admin';
  const options = { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const;
  return {
    read: (context) => getCookie(context, name),
    write: (context, token) =>
      setCookie(context, name, token, { ...options, maxAge: SESSION_LIFE_MS / 1000 }),
    clear: (context) => {
      deleteCookie(context, name, options);
    },
  };
}
