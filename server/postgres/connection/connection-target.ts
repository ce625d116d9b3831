/** What the driver needs to know of a database's address. */
export interface ConnectionTarget {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  ssl?: 'require' | 'prefer' | 'verify-full' | false;
  /** False behind a pooler that gives each transaction another connection. */
  prepare: boolean;
}

/**
 * Reads a `postgres://` URL as libpq does: `?host=/folder` is a unix socket, `?sslmode=` says how to encrypt.
 * `?prepare=false` is ours: no prepared statements.
 * Throws TypeError when it is not such a URL. (The driver itself would send `host` to the server as a setting.)
 */
export function connectionTarget(text: string): ConnectionTarget {
  const url = new URL(text);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new TypeError('a database URL starts with postgres://');
  }
  const user = decodeURIComponent(url.username) || 'postgres';
  const port = url.searchParams.get('port') ?? url.port;
  return {
    host: url.searchParams.get('host') ?? url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port ? Number(port) : 5432,
    user,
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
    ssl: encryption(url.searchParams.get('sslmode')),
    prepare: url.searchParams.get('prepare') !== 'false',
  };
}

function encryption(mode: string | null): ConnectionTarget['ssl'] {
  switch (mode) {
    case null:
    case 'disable':
    case 'allow':
      return false;
    case 'prefer':
    case 'require':
      return mode;
    case 'verify-ca':
    case 'verify-full':
      return 'verify-full';
    default:
      // To guess would be to send passwords in the clear.
      throw new TypeError(`there is no sslmode "${mode}"`);
  }
}
