import type { Bilingual } from '../domain/law/types.ts';
import { type CodeOf, INPUT_INVALID, REFUSALS, type RefusalCode } from '../domain/refusals.ts';
import { TAKEN } from '../files/table.ts';

/** One answer that the edge gives by itself: its HTTP status and its sentences. */
export interface ProblemEntry {
  /** `{name}` stands for what is put in where it is said. */
  zh: string;
  en: string;
  status: number;
  /** What is said at the field that it is about, where that is not the whole sentence. */
  at?: Bilingual;
  /** What can be done instead. */
  remedy?: Bilingual;
}

const NO_JSON = { zh: '不是有效的 JSON', en: 'not valid JSON' };
const NO_LENGTH = { zh: '没有可计算的天数', en: 'no length that can be counted' };
const KEY_SHAPE = { zh: '须为 8 至 200 个可见字符', en: '8 to 200 visible ASCII characters' };
/** The rule of a key that a stranger sends; the description of the API says it, too. */
export const KEY_DRAWN = {
  zh: '须为随机产生且不告诉他人的 UUID（第4版）、ULID，或者 32 至 200 位十六进制数',
  en: 'drawn by chance and told to nobody: a UUID of version 4, a ULID, or 32 to 200 hexadecimal digits',
};
const keyMust = (rule: Bilingual) => ({
  zh: `Idempotency-Key ${rule.zh}。`,
  en: `Idempotency-Key must be ${rule.en}.`,
  at: rule,
});
const WITHOUT_FILES = {
  zh: '不带文件的举报和留言照常接收。',
  en: 'Tips and messages without files are taken as always.',
};
const REMEDY_OF_KIND = { zh: `可以接收：${TAKEN.zh}。`, en: `Taken are: ${TAKEN.en}.` };

/**
 * Every answer of the edge that is no refusal of the house, by its stable code: of a line, an address, a cookie, a body that cannot be
 * read. Beside `REFUSALS`, and as there: a code that is said of several things has a sentence for each, `code/of what`.
 */
export const PROBLEMS = {
  // Who asks, and from where
  'host-unknown': {
    status: 421,
    zh: '本系统不在这个网址提供服务。',
    en: 'This system does not answer under this address.',
    remedy: {
      zh: '请使用本机关公布的网址；由运行人员在 MINGCHA_PUBLIC_URL 中设定。',
      en: 'Use the address that the authority has published; whoever runs this system sets it in MINGCHA_PUBLIC_URL.',
    },
  },
  'cross-site': {
    status: 403,
    zh: '不接受来自其他网站的请求。',
    en: 'Requests from other sites are not accepted.',
  },
  'cross-site/form': {
    status: 403,
    zh: '不接受来自其他网站的表单。请从本网站的页面提交。',
    en: 'Forms of other sites are not accepted. Please send it from a page of this site.',
  },
  'form-unsaid': {
    status: 403,
    zh: '您的浏览器没有说明这份表单来自哪个页面，现在什么也没有提交。如果是您刚才在本网站填写的，请按下面的按钮发送，您填写的内容都在；为了认出是同一个浏览器，本网站在其中存了一个随机数，一小时后失效，不用于别的。如果不是您填写的，请关闭本页。',
    en: 'Your browser did not say from which page this form comes, and nothing was sent yet. If you have just filled it in on this site, press the button below: all that you typed is there. To know that it is the same browser this site has put a random number into it, which ends within the hour and serves nothing else. If you did not fill it in, close this page.',
  },
  'form-unsaid/no-cookie': {
    status: 403,
    zh: '您的浏览器没有说明这份表单来自哪个页面，也没有保存本网站的Cookie，因此还不能确认是您填写的，什么也没有提交。您填写的内容都在：请在浏览器设置中允许本网站使用Cookie（一小时后失效，只用于这一次确认），再按下面的按钮；也可以换一个浏览器填写，或者来访、来电、来信举报。如果不是您填写的，请关闭本页。',
    en: 'Your browser did not say from which page this form comes and does not keep the cookie of this site, so it cannot be told yet that the form is yours, and nothing was sent. All that you typed is there: allow cookies for this site in the settings of your browser (it ends within the hour and serves this alone), then press the button below; or use another browser, come, telephone or write. If you did not fill it in, close this page.',
  },
  'form-expired': {
    status: 403,
    zh: '这一页打开已超过一天，请再提交一次。',
    en: 'This page was opened more than a day ago. Please send it once more.',
  },
  'sign-in-needed': { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  'sign-in-failed': { status: 401, zh: '用户名或密码不对。', en: 'The name or the password is wrong.' },
  'sign-in-held': {
    status: 429,
    zh: '登录尝试过于频繁，请在{wait}后再试。',
    en: 'There were too many tries to sign in. Please try again in {wait}.',
  },
  'sign-in-held/in-line': {
    status: 429,
    zh: '同时登录的人很多，您已在排队，大约{wait}后轮到。请不要关闭本页，轮到时会自动登录。',
    en: 'Very many are signing in. You are in line, and your turn comes in about {wait}. Leave this page open: you are signed in when it is your turn.',
  },
  'sign-in-over': {
    status: 401,
    zh: '登录已超过五分钟或者已经结束，请重新输入用户名和密码。',
    en: 'This sign-in took more than five minutes, or is over. Please begin again with name and password.',
  },
  'code-failed': {
    status: 401,
    zh: REFUSALS['code-wrong'].zh,
    en: REFUSALS['code-wrong'].en,
    remedy: REFUSALS['code-wrong'].remedy,
  },
  'operations-token': {
    status: 401,
    zh: '运行指标只向持有运维令牌的人提供。',
    en: 'Figures of operations are for whoever holds the operators’ token.',
  },
  busy: {
    status: 503,
    zh: '现在访问的人很多。您填写的内容没有丢失，请{wait}后再提交一次，届时为您留有位置。',
    en: 'Very many people are here just now. Nothing you typed is lost: please send it again in {wait}, when a place is kept for you.',
  },
  'busy/page': {
    status: 503,
    zh: '现在访问的人很多，已为您留有位置：请不要关闭，本页{wait}后自动打开。',
    en: 'Very many people are here just now. A place is kept for you: leave this open, the page comes by itself in {wait}.',
  },

  // What is asked for
  'not-found': { status: 404, zh: '没有找到。', en: 'There is nothing here.' },
  'method-not-allowed': {
    status: 405,
    zh: '这个地址不支持该方法。',
    en: 'This address does not take that method.',
  },
  'receipt-unknown': {
    status: 404,
    zh: '没有与这个凭证对应的举报。请核对后再试。',
    en: 'No tip belongs to this receipt. Please check it and try again.',
  },
  'deadline-without-number': {
    status: 422,
    zh: '这项期限在当时有效的一版中没有可计算的天数。',
    en: 'This deadline names no number of days or hours in the edition in force then.',
    at: NO_LENGTH,
  },
  'deadline-without-number/part': {
    status: 422,
    zh: '这项期限只有{parts}部分，没有 part 为{part}的一部分。',
    en: 'This deadline has no part {part}, only {parts}, counted from 0.',
    at: NO_LENGTH,
  },
  'no-date': { status: 409, zh: '期限中止中，没有日期。', en: 'The period is suspended: there is no date.' },
  'idempotency-key-missing': {
    status: 400,
    zh: '缺少 Idempotency-Key 请求头。',
    en: 'The Idempotency-Key header is required.',
    at: { zh: '必填', en: 'required' },
  },
  'idempotency-key-invalid': { status: 400, ...keyMust(KEY_SHAPE) },
  'idempotency-key-invalid/stranger': {
    status: 400,
    ...keyMust(KEY_DRAWN),
    remedy: {
      zh: '每次提交由程序随机产生一个新的（如 crypto.randomUUID()），重发同一内容时用同一个；也可以不带。',
      en: 'Draw a new one for each sending (crypto.randomUUID(), say) and use it again only to repeat that sending; or leave it out.',
    },
  },

  // What was sent
  'bad-request': { status: 400, zh: '请求有误。', en: 'The request is not understood.' },
  'media-type': {
    status: 415,
    zh: '请用 JSON 或者（带文件时）multipart/form-data 提交。',
    en: 'Send JSON, or multipart/form-data with files.',
    at: { zh: '此处不接受', en: 'not accepted here' },
  },
  encoding: {
    status: 415,
    zh: '不接受压缩的内容，请去掉 Content-Encoding，原样提交。',
    en: 'Compressed bodies are not taken: send it as it is, without Content-Encoding.',
  },
  'malformed-json': { status: 400, zh: '不是有效的 JSON。', en: 'The body is not valid JSON.', at: NO_JSON },
  'malformed-json/tip': {
    status: 400,
    zh: '“tip” 不是有效的 JSON。',
    en: 'The part “tip” is not valid JSON.',
    at: NO_JSON,
  },
  'malformed-multipart': {
    status: 400,
    zh: '表单数据有误：各部分的分隔无法读取。',
    en: 'The multipart body is malformed: its boundaries cannot be read.',
  },
  'malformed-multipart/cut': {
    status: 400,
    zh: '上传不完整，在中途断开。',
    en: 'The upload is incomplete: it breaks off.',
  },
  'malformed-multipart/header': {
    status: 400,
    zh: '表单数据有误：有一部分的说明（例如文件名）无法读取。',
    en: 'The multipart body is malformed: the header of a part, such as its file name, cannot be read.',
  },
  'malformed-multipart/parts': {
    status: 400,
    zh: '表单数据有误：部分太多。',
    en: 'The multipart body is malformed: it has too many parts.',
  },
  [INPUT_INVALID]: {
    status: 422,
    zh: '提交的内容有误，请按提示更正。',
    en: 'The input has mistakes: correct the named fields.',
  },
  'input-invalid/letters': { status: 422, zh: '文字编码有误，须为 UTF-8。', en: 'The text is not valid UTF-8.' },
  'input-invalid/place': { status: 422, zh: '文件须以 {name} 提交。', en: 'Files come as `{name}`.' },
  'input-invalid/no-message': {
    status: 422,
    zh: '没有内容可发送，请先写下留言。',
    en: 'There is nothing to send: please write your message first.',
  },
  'input-invalid/long-message': {
    status: 422,
    zh: '留言太长：最多 {most} 字。',
    en: 'Too long: at most {most} characters.',
  },
  'input-invalid/no-file': { status: 422, zh: '请先选择文件。', en: 'Please choose a file first.' },
  'too-large': {
    status: 413,
    zh: '提交的内容太大。',
    en: 'The body is too large.',
    at: { zh: '太大', en: 'too large' },
  },
  'too-large/field': { status: 413, zh: '内容太长。', en: 'The text is too long.' },
  'too-large/fields': { status: 413, zh: '表单的项目太多。', en: 'The form has too many fields.' },
  'too-large/file': { status: 413, zh: '文件太大：每个不超过{mb} MB。', en: 'Too large: at most {mb} MB a file.' },
  'too-large/files': {
    status: 413,
    zh: '一次最多{most}个文件，您选了{chosen}个；请把多出的留到下次。',
    en: 'At most {most} files at a time, and you chose {chosen}: please send the others next time.',
  },
  'too-large/together': {
    status: 413,
    zh: '一次提交的文件共不超过{mb} MB，这个文件放不下了，请下次再交。',
    en: 'All files of one sending together have at most {mb} MB: this one is beyond that, please send it next time.',
  },
  'file-not-accepted': {
    status: 422,
    zh: '不是可以接收的文件类型。',
    en: 'Not a kind of file that we take.',
    remedy: REMEDY_OF_KIND,
  },
  'file-not-accepted/empty': {
    status: 422,
    zh: '文件是空的，没有内容。',
    en: 'The file is empty.',
    remedy: REMEDY_OF_KIND,
  },
  'file-not-accepted/not-what-it-says': {
    status: 422,
    zh: '内容与文件名的结尾不符，也不是可以接收的文件类型。',
    en: 'Not what the ending of its name says, and not a kind of file that we take.',
    remedy: REMEDY_OF_KIND,
  },

  // What cannot be done now
  'uploads-busy': {
    status: 503,
    zh: `现在同时上传文件的人太多，请一分钟后再试。${WITHOUT_FILES.zh}`,
    en: `Too many people are sending files just now: please try again in a minute. ${WITHOUT_FILES.en}`,
  },
  'no-room-for-files': {
    status: 503,
    zh: `存储空间不足，现在不能接收文件，请以后再补交。${WITHOUT_FILES.zh}`,
    en: `Storage is short: files cannot be taken just now; please add them later. ${WITHOUT_FILES.en}`,
  },
  unavailable: {
    status: 503,
    zh: '系统暂时不能保存，请稍后再试；您的内容没有被保存。',
    en: 'We cannot save just now; nothing was stored. Please try again shortly.',
  },
  'unavailable/page': {
    status: 503,
    zh: '系统暂时不能保存，您的内容没有丢失，请稍后再提交一次。',
    en: 'We cannot save just now. What you typed is still here: please send it again shortly.',
  },
  'house-differs': {
    status: 503,
    zh: '机构、人员或者日历的登记被人改动过，在核查之前不能办理；您的内容没有被保存。请系统管理员运行 npm run verify。',
    en: 'The records of units, people or calendars were changed by somebody; nothing is done before that is looked into, and nothing was stored. The administrator runs npm run verify.',
  },
  internal: {
    status: 500,
    zh: '出了点问题，内容可能未保存，请稍后再试。',
    en: 'Something went wrong; please try again.',
  },
} as const satisfies Record<string, ProblemEntry>;

/** A sentence of the register. */
export type ProblemKey = keyof typeof PROBLEMS;
/** The stable code by which programs know any answer that is not the one hoped for. */
export type ProblemCode = CodeOf<ProblemKey> | RefusalCode;

/** What is said at one field of an input that has mistakes. */
export const AT_FIELD = {
  'no-parameter': { zh: '没有这个参数', en: 'is no parameter of this address' },
  'kind-needed': { zh: '须同时选择程序', en: 'needs the kind of proceeding beside it' },
  'no-such-state': { zh: '该程序没有这个状态', en: 'no state of that kind' },
} as const satisfies Record<string, Bilingual>;
