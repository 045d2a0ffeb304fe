import { composeSeed } from './lib/compose.ts';
import { commandSettings, refuse } from './lib/lifecycle.ts';

const settings = commandSettings('verify');
if (!settings.demo) refuse('Staff and cases are seeded in demo mode only: set MINGCHA_DEMO=1 for a trial database.');
if (!settings.demoPassword)
  refuse('Set MINGCHA_DEMO_PASSWORD to the password of the demo staff, 8 characters or more.');
const { seed, close } = composeSeed(settings, settings.demoPassword, { empty: process.argv.includes('--empty') });
await seed();
await close();
