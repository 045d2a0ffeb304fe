import { createContext, useContext } from 'react';
import type { Me, Role } from './types.ts';

export interface Session {
  me: Me;
  has(...roles: Role[]): boolean;
  signOut(): Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in; only inside the signed-in part of the console. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('not signed in');
  return session;
}
