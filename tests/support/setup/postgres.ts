import { ensurePrismaClient } from '../../../bin/lib/build.ts';
import { setup, testPostgres } from '../servers.ts';

await ensurePrismaClient();
export default setup('TEST_DATABASE_URL', testPostgres);
