import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askSetUp, NoMoreAnswers } from '../../bin/lib/set-up-questions.ts';
import { LEFT_OUT, readSetUp, setUpSchema } from '../../domain/authority/set-up.ts';

const URL = 'https://tips.example.gov.cn';
const HAN = /\p{Script=Han}/u;

/** Answers each question by what it asks; Enter for everything else. */
async function answered(answer: (question: string) => string | undefined) {
  const input = new PassThrough();
  const output = new PassThrough();
  const asked: string[] = [];
  output.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    if (!text.endsWith(': ')) return;
    asked.push(text);
    input.write(`${answer(text) ?? ''}\n`);
  });
  return { file: await askSetUp({ input, output }, URL), asked };
}
const MUST: Record<string, string> = {
  机关名称: '示例局',
  管辖区域: '示例市',
  电话: '000-12345678',
  地址: '示例路1号',
};
const must = (question: string) => Object.entries(MUST).find(([zh]) => question.startsWith(`${zh} `))?.[1];
const read = (file: unknown) =>
  readSetUp(file, { today: '2026-06-10', served: [URL], words: () => ({ zh: '', en: '' }) });

it('everything that the file may leave out is asked, in both languages, and Enter leaves it out', async () => {
  const { file, asked } = await answered(must);
  expect(read(file).faults).toEqual([]);
  expect(file).not.toHaveProperty('filings');
  expect(Object.keys(setUpSchema.parse(file).organ).sort()).toEqual(['area', 'name', 'region']);
  const left = Object.values(LEFT_OUT).flat();
  expect(left.map(({ field }) => field).sort()).toEqual(
    ['icp', 'otherWays', 'publicSecurity', 'superior', 'websiteCode', 'wordmark'].sort(),
  );
  for (const { said } of left) {
    expect([HAN.test(said.zh), said.en.length > 3, HAN.test(said.en)]).toEqual([true, true, false]);
    expect(asked.filter((q) => q.startsWith(`${said.zh}，没有则回车 ${said.en}`))).toHaveLength(1);
  }
});

it('and what is answered stands in the file as if it had been written there', async () => {
  const { file } = await answered((question) => {
    const of = Object.values(LEFT_OUT)
      .flat()
      .find(({ said }) => question.startsWith(said.zh));
    return of ? `答${of.field}` : must(question);
  });
  expect(read(file).faults).toEqual([]);
  expect(setUpSchema.parse(file)).toMatchObject({
    organ: { superior: '答superior', wordmark: '答wordmark' },
    contact: { otherWays: '答otherWays' },
    filings: { websiteCode: '答websiteCode', icp: '答icp', publicSecurity: '答publicSecurity' },
  });
});

it('answers that end too early set nothing up', async () => {
  const input = new PassThrough();
  input.end('示例局\n');
  await expect(askSetUp({ input, output: new PassThrough().resume() }, URL)).rejects.toThrow(NoMoreAnswers);
});
