import { setup, testTimeSkipping } from '../servers.ts';

export default setup('TEST_TEMPORAL_SERVER', testTimeSkipping);
