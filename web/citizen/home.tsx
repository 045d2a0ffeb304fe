import { type DeadlineId, editionOn, inFull } from '../../domain/law/index.ts';
import { lengthText } from '../../domain/time/explain.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { RECEIPT_SHOWN } from '../../domain/tip.ts';
import { type Lang, pathIn } from '../page/language.ts';
import { render } from '../page/layout.tsx';

/** The first page: what one can do here, what the law protects, what happens next, with the periods in force on this day. */
export function homePage(lang: Lang, day: PlainDate): string {
  const zh = lang === 'zh';
  const review = period('tip-review', day, lang);
  const handle = period('tip-investigate', day, lang);
  return render({
    lang,
    path: '/',
    title: zh ? '举报' : 'Tell',
    children: zh ? (
      <>
        <h1>有人侵占社保和就业资金？请告诉我们</h1>
        <p>例如：人去世了养老金还在领、虚构劳动关系参保、培训学校虚报学员套取补贴、经办人员内外勾结。</p>
        <ul className="choices">
          <li>
            <a href={pathIn(lang, '/tell')}>
              <strong>我要举报</strong>五分钟，可以匿名，不需要账号
            </a>
          </li>
          <li>
            <a href={pathIn(lang, '/progress')}>
              <strong>查看进展</strong>凭查询凭证查看、留言、补充材料
            </a>
          </li>
          <li>
            <a href={pathIn(lang, '/register')}>
              <strong>公开登记</strong>已公开的处罚决定
            </a>
          </li>
          <li>
            <a href={pathIn(lang, '/calculator')}>
              <strong>期限计算</strong>按国务院放假通知计算法定期限
            </a>
          </li>
        </ul>
        <h2>法律怎样保护您</h2>
        <ul>
          <li>
            可以匿名，也可以实名；实名并要求告知的，会收到是否受理和处理结果的答复（《社会保险基金监督举报工作管理办法》第十五、二十二、三十条）。
          </li>
          <li>
            您的姓名、身份、单位、住址、联系方式依法保密；查办时不出示举报材料，一般不鉴定匿名信笔迹（第三十六条）。
          </li>
          <li>不准压制、打击报复举报人（《宪法》第四十一条）。</li>
          <li>不知道全部情况没有关系：如实反映，弄错了不算诬告；捏造事实要承担责任。</li>
        </ul>
        <h2>接下来会怎样</h2>
        <ol>
          <li>提交后得到一个查询凭证，请当时抄下来：{RECEIPT_SHOWN.zh}。</li>
          <li>{review.length}内审查；逾期没有答复的，视为自接收之日起受理（第二十一条）。</li>
          <li>
            受理的，{handle.length}内办结；情况复杂经批准可延长，合计不超过{handle.longer}（第二十七条）。
          </li>
        </ol>
      </>
    ) : (
      <>
        <h1>Somebody takes money from social-insurance or employment funds? Tell us</h1>
        <p>
          For example: a pension still drawn for someone who died, sham employment, a training school that invoices for
          pupils who never came, staff who help from the inside.
        </p>
        <ul className="choices">
          <li>
            <a href={pathIn(lang, '/tell')}>
              <strong>Tell a tip</strong>Five minutes, anonymous if you like, no account
            </a>
          </li>
          <li>
            <a href={pathIn(lang, '/progress')}>
              <strong>Come back</strong>See progress, write, add evidence with your receipt
            </a>
          </li>
          <li>
            <a href={pathIn(lang, '/register')}>
              <strong>Register</strong>Penalty decisions that were disclosed
            </a>
          </li>
          <li>
            <a href={pathIn(lang, '/calculator')}>
              <strong>Deadlines</strong>Count a statutory period by the official calendar
            </a>
          </li>
        </ul>
        <h2>How the law protects you</h2>
        <ul>
          <li>
            You may stay anonymous or give your name. If you give your real name and ask, you are told of acceptance and
            result ({inFull('M49 arts. 15, 22, 30')}).
          </li>
          <li>
            Your name, identity, unit, address and contacts are secret. Your letter is not shown in the inquiry;
            handwriting of anonymous letters is as a rule not examined (art. 36 of the same Measures).
          </li>
          <li>Nobody may suppress or take revenge on you (Constitution art. 41).</li>
          <li>
            You need not know everything. An honest mistake is no false accusation; inventing facts is punishable.
          </li>
        </ul>
        <h2>What happens next</h2>
        <ol>
          <li>You get a receipt. Write it down at once: {RECEIPT_SHOWN.en}.</li>
          <li>
            We review within {review.length}. If we stay silent, your tip counts as accepted from the day we received it
            (art. 21 of the same Measures).
          </li>
          <li>
            An accepted tip is concluded within {handle.length}; complex cases may be extended by at most{' '}
            {handle.longer} in all (art. 27 of the same Measures).
          </li>
        </ol>
      </>
    ),
  });
}

/** What a row gives on a day: its length, and the most it may be extended by. */
function period(id: DeadlineId, day: PlainDate, lang: Lang): { length: string; longer: string } {
  const row = editionOn(id, day);
  const { length = null, unit = null } = row?.parts[0] ?? {};
  if (length === null || unit === null) return { length: '', longer: '' };
  const most = row?.extension?.max ?? null;
  return { length: lengthText(length, unit)[lang], longer: most === null ? '' : lengthText(most, unit)[lang] };
}
