import { setup, testTemporal } from '../servers.ts';

export default setup('TEST_TEMPORAL_ADDRESS', testTemporal);
