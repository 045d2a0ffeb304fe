import { Connection, type ConnectionOptions } from '@temporalio/client';

/** No call waits longer for its answer. */
const CALL_MS = 10_000;

/**
 * How a channel behaves when its server is away: one of its own, since channels of one process share their waiting otherwise, and
 * a wait between tries that stops growing at two seconds where grpc-js would go up to two minutes.
 */
const CHANNEL = {
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2_000,
} as const;

/** With what a Temporal server is reached beside its address. */
export type Secure = Pick<ConnectionOptions, 'tls'> & { apiKey?: string };

/**
 * Connects to a Temporal server, does one piece of work and closes. Every call has a deadline, and a connection that did not come
 * about is closed too: left open, it would go on trying in the background.
 * @param options.connectTimeout milliseconds until it is given up
 * @throws what Temporal or the way to it said
 */
export async function withTemporal<T>(
  options: ConnectionOptions & { address: string; connectTimeout: number },
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = Connection.lazy({ ...options, channelArgs: CHANNEL });
  try {
    await connection.ensureConnected();
    return await work(connection);
  } finally {
    await connection.close().catch(() => undefined);
  }
}

/** Runs calls over a connection or client with a deadline each: one that is never answered ends as an error. */
export const soon = <T>(
  over: { withDeadline<R>(deadline: number | Date, work: () => Promise<R>): Promise<R> },
  work: () => Promise<T>,
): Promise<T> => over.withDeadline(new Date(Date.now() + CALL_MS), work);
