import { describe, expect, test } from 'vitest';
import { loadSettings, type Need, SettingsError, toEnvironment } from '../../bin/lib/settings.ts';
import { mailSecurity, temporalSecurity } from '../../bin/lib/tls.ts';
import { production } from '../support/production.ts';

/** The one sentence with which a command refuses. */
function refusal(env: Record<string, string>, need: Need = 'start'): string {
  try {
    loadSettings(env, need);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('settings', () => {
  test('without any of them it is the demonstration, with a key file of its own', () => {
    const settings = loadSettings({}, 'start');
    expect(settings).toMatchObject({ demo: true, port: 3000, temporalNamespace: 'mingcha' });
    expect(settings.keysPath).toBe(`${settings.dataDir}/keys.json`);
  });

  test('a database given means no demonstration, unless it is asked for', () => {
    expect(loadSettings(production, 'start').demo).toBe(false);
    expect(loadSettings({ ...production, MINGCHA_DEMO: '1' }, 'start').demo).toBe(true);
    expect(loadSettings(production, 'api').keysPath).toBe('/etc/mingcha/keys.json');
  });

  test.each([
    'TEMPORAL_ADDRESS',
    'SMTP_URL',
    'MINGCHA_KEYS',
    'MINGCHA_PUBLIC_URL',
    'MINGCHA_SECURITY_CONTACT',
    'MINGCHA_MAIL_FROM',
  ] as const)(
    'outside the demonstration a start without %s is refused in one sentence that names it and the remedy',
    (name) => {
      const { [name]: _, ...rest } = production;
      const sentence = refusal(rest);
      expect(sentence).toMatch(new RegExp(`^Set ${name} to `));
      expect(sentence.match(/[.!?](\s|$)/g)).toHaveLength(1);
      expect(sentence).not.toContain('\n');
    },
  );

  test('MINGCHA_DEMO=0 rules the demonstration out, so that DATABASE_URL is missed', () => {
    expect(refusal({ MINGCHA_DEMO: '0' })).toMatch(/^Set DATABASE_URL to /);
  });

  test.each([
    ['api', 'DATABASE_URL'],
    ['worker', 'DATABASE_URL'],
    ['migrate', 'DATABASE_URL'],
    ['verify', 'DATABASE_URL'],
    ['rebuild', 'DATABASE_URL'],
  ] as const)('bin/%s alone brings no servers along: %s must be given', (need, name) => {
    expect(refusal({}, need)).toMatch(new RegExp(`^Set ${name} to `));
  });

  test.each([
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'nonsense'],
    ['TEMPORAL_ADDRESS', 'http://temporal:7233'],
    ['TEMPORAL_ADDRESS', 'temporal'],
    ['TEMPORAL_NAMESPACE', 'has space'],
    ['TASK_QUEUE', 'a/b'],
    ['SMTP_URL', 'http://mail'],
    ['MINGCHA_PORT', '70000'],
    ['MINGCHA_PORT', 'http'],
    ['MINGCHA_PORT', '3000.5'],
    ['MINGCHA_HOST', 'http://0.0.0.0'],
    ['MINGCHA_TEMPORAL_METRICS', 'localhost:9465'],
    ['MINGCHA_TEMPORAL_METRICS', '999.0.0.1:9465'],
    ['MINGCHA_TEMPORAL_METRICS', '70000'],
    ['MINGCHA_TEMPORAL_METRICS', '0'],
    ['MINGCHA_DEMO', 'yes'],
    ['MINGCHA_MAIL_FROM', 'no-reply@notice.invalid'],
    ['MINGCHA_MAIL_FROM', 'Office <notice@example.gov.cn>'],
    ['MINGCHA_MAIL_BOUNCES', 'nobody'],
    ['MINGCHA_SECURITY_CONTACT', 'security@example.gov.cn'],
    ['MINGCHA_SECURITY_CONTACT', 'http://example.gov.cn'],
    ['TEMPORAL_TLS', 'yes'],
    ['MINGCHA_SESSION_HOURS', '25'],
    ['MINGCHA_SESSION_IDLE_MINUTES', '0'],
    ['MINGCHA_SESSION_IDLE_MINUTES', 'never'],
    ['MINGCHA_PUBLIC_URL', 'tips.example.gov.cn'],
    ['MINGCHA_PUBLIC_URL', 'https://tips.example.gov.cn/tell'],
    ['MINGCHA_PUBLIC_URL', 'https://tips.example.gov.cn,'],
    ['MINGCHA_PUBLIC_URL', 'https://somebody@tips.example.gov.cn'],
    ['MINGCHA_PUBLIC_URL', 'ftp://tips.example.gov.cn'],
    ['MINGCHA_PUBLIC_URL', 'https://tips.example.gov.cn,http://tips.example.gov.cn'],
    ['MINGCHA_DEMO_PASSWORD', 'short'],
  ])('a malformed %s (%s) is refused by its name, with what to do', (name, value) => {
    expect(refusal({ ...production, [name]: value })).toMatch(new RegExp(`^${name} must .*(correct it|unset it)`));
  });

  test('the sender of mails is the account of the mail server where that is an address', () => {
    const { MINGCHA_MAIL_FROM: _, ...rest } = production;
    expect(loadSettings({ ...rest, SMTP_URL: 'smtp://office%40example.gov.cn:pw@mail:587' }, 'worker').demo).toBe(
      false,
    );
    expect(refusal({ ...rest, SMTP_URL: 'smtp://office:pw@mail:587' }, 'worker')).toMatch(/^Set MINGCHA_MAIL_FROM to /);
  });

  test.each(['TEMPORAL_TLS', 'SMTP_TLS'])(
    'a certificate of %s without its key is refused, and a key without it',
    (prefix) => {
      expect(refusal({ ...production, [`${prefix}_CERT`]: 'a.pem' })).toMatch(new RegExp(`^Set ${prefix}_KEY too`));
      expect(refusal({ ...production, [`${prefix}_KEY`]: 'a.pem' })).toMatch(new RegExp(`^Set ${prefix}_CERT too`));
    },
  );

  test('an API key or a file for TLS means TLS, and cannot be sent in the clear', () => {
    for (const name of ['TEMPORAL_API_KEY', 'TEMPORAL_TLS_CA', 'TEMPORAL_TLS_SERVER_NAME']) {
      expect(loadSettings({ ...production, [name]: 'x' }, 'worker').temporalTls).toBeDefined();
      expect(refusal({ ...production, [name]: 'x', TEMPORAL_TLS: '0' })).toMatch(/^TEMPORAL_TLS must be 1/);
    }
    expect(loadSettings(production, 'worker').temporalTls).toBeUndefined();
  });

  test('a file that cannot be read is named by its setting', () => {
    const settings = loadSettings(
      { ...production, TEMPORAL_TLS_CA: '/nowhere/ca.pem', SMTP_TLS_CA: '/nowhere/ca.pem' },
      'worker',
    );
    expect(() => temporalSecurity(settings)).toThrow(
      /^TEMPORAL_TLS_CA names the file \/nowhere\/ca.pem, which cannot be read/,
    );
    expect(() => mailSecurity(settings)).toThrow(/^SMTP_TLS_CA names the file/);
  });

  test("the figures of Temporal's SDK are shown to nobody until it is said where, and to this machine alone until another address is named", () => {
    const shown = (MINGCHA_TEMPORAL_METRICS: string) =>
      loadSettings({ ...production, MINGCHA_TEMPORAL_METRICS }, 'worker').temporalMetrics;
    expect(shown('')).toBeUndefined();
    expect(shown('9465')).toEqual({ host: '127.0.0.1', port: 9465 });
    expect(shown('10.0.0.5:9465')).toEqual({ host: '10.0.0.5', port: 9465 });
  });

  test('an empty value counts as not set', () => {
    expect(loadSettings({ DATABASE_URL: '', MINGCHA_PORT: '' }, 'start')).toMatchObject({ demo: true, port: 3000 });
  });

  test('what is handed to a child process reads the same there', () => {
    const settings = loadSettings(
      {
        ...production,
        MINGCHA_PORT: '8080',
        TASK_QUEUE: 'second',
        TEMPORAL_TLS_CA: '/etc/ca.pem',
        TEMPORAL_TLS_CERT: '/etc/cert.pem',
        TEMPORAL_TLS_KEY: '/etc/key.pem',
        TEMPORAL_API_KEY: 'a key',
        SMTP_TLS_SERVER_NAME: 'mail.example.org',
        MINGCHA_MAIL_BOUNCES: 'bounces@example.gov.cn',
        MINGCHA_OPERATIONS_ADDRESS: '[::1]:9464',
        MINGCHA_TEMPORAL_METRICS: '[::1]:9465',
      },
      'worker',
    );
    expect(loadSettings(toEnvironment(settings), 'worker')).toEqual(settings);
  });
});
