import { ensureConsole } from '../../../bin/lib/build.ts';

export default async (): Promise<void> => {
  await ensureConsole();
};
