import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { isAway, isAwayCode, Unavailable } from './errors.ts';

/** Plain reads: whole rows of one table by a key, where a typed client says it best. Everything else is SQL (design 12). */
export type Plain = <T>(read: (client: PrismaClient) => Promise<T>) => Promise<T>;

/** Kinds of trouble that the driver adapter tells apart and that mean "not now". */
const NOT_NOW =
  /^(DatabaseNotReachable|DatabaseDoesNotExist|ConnectionClosed|TooManyConnections|SocketTimeout|TlsConnectionError)$/;

function away(error: unknown): boolean {
  if (isAway(error)) return true;
  const { code, meta } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { kind?: unknown; originalCode?: unknown } } };
  };
  if (typeof code === 'string' && /^P(10\d\d|2024|2037)$/.test(code)) return true;
  const { kind, originalCode } = meta?.driverAdapterError?.cause ?? {};
  return isAwayCode(originalCode) || (typeof kind === 'string' && NOT_NOW.test(kind));
}

/** Reads through Prisma over the ledger's own pool; the client is loaded by whoever reads first. */
export function createPlain(pool: pg.Pool): Plain {
  let client: Promise<PrismaClient> | undefined;
  return async (read) => {
    client ??= import('../../prisma/generated/client.ts').then(
      (generated) => new generated.PrismaClient({ adapter: new PrismaPg(pool) }),
    );
    try {
      return await read(await client);
    } catch (error) {
      throw away(error) ? new Unavailable(error) : error;
    }
  };
}
