import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderExchange } from '../../activities/exchange.ts';
import { messageIdOf, NEWS } from '../../activities/notice.ts';
import { NeverTaken } from '../../activities/once.ts';
import { smtpPost } from '../../activities/post.ts';
import { folderMailbox, type Sink, type SunkMail, startSink } from '../../activities/sink.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingcha-mail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ADDRESS = 'canary-9b27d1@example.org';
const mail = (key: string) => ({ to: ADDRESS, ...NEWS, messageId: messageIdOf(key) });

async function withSink(onMail: (m: SunkMail) => Promise<void> | void, work: (sink: Sink) => Promise<void>) {
  const sink = await startSink({ port: 0, onMail });
  try {
    await work(sink);
  } finally {
    await sink.stop();
  }
}

describe('the mail that there is news', () => {
  it('arrives in both languages and says nothing else', async () => {
    const got: SunkMail[] = [];
    await withSink(
      (m) => void got.push(m),
      async (sink) => {
        const post = smtpPost(sink.url);
        await post.send(mail('case-1:4:0'));
        post.close();
      },
    );
    expect(got).toHaveLength(1);
    const [m] = got as [SunkMail];
    expect(m.to).toEqual([ADDRESS]);
    expect(m.messageId).toBe(messageIdOf('case-1:4:0'));
    expect(m.subject).toBe(NEWS.subject);
    expect(m.text.replaceAll('\r\n', '\n').trim()).toBe(NEWS.text.trim());
    expect(m.text).toMatch(/凭证/);
    expect(m.text).toMatch(/receipt/);
    for (const told of ['举报', '案', 'tip', 'case', '基金', '受理', 'report', 'http']) {
      expect(`${m.subject} ${m.text} ${m.from}`.toLowerCase()).not.toContain(told);
    }
  });

  it('sent twice for one effect is in the mailbox once; another effect is another mail', async () => {
    const box = folderMailbox(join(folder, 'box'));
    await withSink(
      (m) => box.add(m, '2025-03-03T09:00:00+08:00'),
      async (sink) => {
        const post = smtpPost(sink.url);
        await post.send(mail('case-1:4:0'));
        await post.send(mail('case-1:4:0'));
        await post.send(mail('case-1:5:0'));
        post.close();
      },
    );
    expect(new Set((await box.list()).map((m) => m.messageId))).toEqual(
      new Set([messageIdOf('case-1:4:0'), messageIdOf('case-1:5:0')]),
    );
    expect(await box.list()).toHaveLength(2);
  });

  it('tried in vain leaves no address in the error: for good when refused, to be tried again otherwise', async () => {
    const errors: unknown[] = [];
    for (const responseCode of [550, 451]) {
      await withSink(
        () => {
          throw Object.assign(new Error(`no mailbox ${ADDRESS}`), { responseCode });
        },
        async (sink) => {
          const post = smtpPost(sink.url);
          errors.push(await post.send(mail('k')).catch((e: unknown) => e));
          post.close();
        },
      );
    }
    const gone = await startSink({ port: 0, onMail: () => undefined });
    await gone.stop();
    const post = smtpPost(gone.url);
    errors.push(await post.send(mail('k')).catch((e: unknown) => e));
    post.close();
    expect(errors.map((e) => e instanceof NeverTaken)).toEqual([true, false, false]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(JSON.stringify([String(error), (error as Error).stack, error])).not.toContain('canary');
    }
  });
});

describe('the exchange with other bodies', () => {
  const parcel = {
    key: 'case-1:9:2',
    kind: 'police-package' as const,
    to: 'police',
    caseNumber: '2025-000001',
    proceeding: 'police-referral' as const,
    occurredAt: '2025-03-03T09:00:00+08:00',
    data: { documents: 7 },
  };

  it('hands a parcel over once, however often it is tried', async () => {
    const exchange = folderExchange(join(folder, 'exchange'));
    const all = await Promise.all([1, 2, 3].map(() => exchange.deliver(parcel)));
    expect(new Set(all.map((d) => d.reference)).size).toBe(1);
    const { readdirSync, readFileSync } = await import('node:fs');
    const files = readdirSync(join(folder, 'exchange', 'police'));
    expect(files).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(folder, 'exchange', 'police', files[0]!), 'utf8'))).toEqual({
      ...parcel,
      key: undefined,
      reference: all[0]!.reference,
    });
  });

  it('never leaves its folder, whatever the addressee is called', async () => {
    const exchange = folderExchange(join(folder, 'exchange'));
    await exchange.deliver({ ...parcel, key: 'other', to: '../../etc' });
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(join(folder, 'exchange')).sort()).toEqual(['______etc', 'police']);
  });
});
