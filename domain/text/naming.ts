/** Whom or what a text names: by name, by post, or by the surname as one calls whom one hardly knows. */
import { BREAK, readable, sameText } from './same.ts';

const HAN = /\p{Script=Han}/u;
const EACH_HAN = /\p{Script=Han}/gu;
/** Chinese characters stand without blanks; what is written in other letters is a name only as whole words. */
const WORDS = /(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
/** Words of one name at most: a longer run of words is not put together. */
const WORDS_OF_A_NAME = 12;

/** Surnames of two characters (复姓) that people bear today. */
const DOUBLE_SURNAMES =
  /^(?:欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|端木|申屠|太史|淳于|澹台|闻人|赫连|钟离|鲜于|西门|公羊|濮阳|百里|呼延|轩辕|拓跋|万俟)(?=.)/u;
/** Whether somebody is called by the surname alone, as those of two characters are. */
export const isDouble = (name: string): boolean => DOUBLE_SURNAMES.test(sameText(name));
/** Those of one character that most people bear: whoever is named after a unit is somebody, and 王 before 高强 makes another name. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由';
const SURNAME = new RegExp(`[${SURNAMES}]`, 'u');

const anyOf = (parts: readonly RegExp[]) => parts.map((part) => part.source).join('|');
const beginning = (...parts: RegExp[]) => new RegExp(`^(?:${anyOf(parts)})`, 'u');
const ending = (...parts: RegExp[]) => new RegExp(`(?:${anyOf(parts)})$`, 'u');

/** Posts, trades and forms of address that stand before a name or after it. */
const TITLE =
  /(?:副|总|大)?(?:主任|书记|主管|专员|科员|办事员|受理员|经办人?|干事|干部|[科处局股厅部组队站所院校室]长|老师|同志|先生|女士|师傅|大姐|大哥|会计师?|出纳|秘书|助理|主席|委员|工程师|[一二]把手(?![机里上]))/u;
const TITLED = beginning(TITLE);
/** 经办 alone is more often a verb. */
const HANDLES = /^经办(?!人)/u;
/** Those that are said of somebody without being called so. */
const STAFF = /人员|领导|负责人|职工|员工|同事|司机|经理|老板/u;
/** What stands for 科长 or 局长 where one is on easy terms: a part of many other words. */
const CALLED_SHORT = /^副?[科处局股厅部组队站所院总工哥姐]/u;
/** What stands before a surname where one does not say the name; 小区 and 老师 are other words. */
const CALLED_BEFORE = /[姓老小]$/u;
const NO_NAME_AFTER = /^(?:小[区时高学]|老[师年板])/u;
const CALLED_AFTER = beginning(/某|姓(?!名)/u, TITLE);
/** 现任科长, 由于主任 and 有关科长 are nobody’s surname. */
const NO_SURNAME = /(?:[时现担历前原曾就]任|[对由关至在位属]于|[有相]关|[同临]时)$/u;

/**
 * Others have posts and offices, too: what stands right before one where it is those of an employer, or of an authority of another kind,
 * perhaps with a part of the house between. Who says 我 speaks of where they work themselves.
 */
const ELSEWHERE =
  /(?:公司|集团|企业(?!养老|职工|社|退休|年金|失业|保险)|厂|店|工地|学校|小学|中学|大学|高中|学院|幼儿园|医院|诊所|酒店|饭店|餐厅|超市|银行|车间|项目部|商行|事务所|合作社|(?:[我咱俺]们?的?|本|该)(?:单位|部门|店|校|院)|(?:公安|税务|医保|医疗保障|教育|民政|卫健|卫生|财政|审计|司法|市场监管|住建|交通|烟草)[局厅委所])(?:里|内|那边)?(?:的?[^和与及跟同贵你您的]{0,5}[部科处室办组队心间])?的?$/u;
/** The same before a post, with the name of who holds it between. */
const HELD_ELSEWHERE = new RegExp(
  ELSEWHERE.source.slice(0, -1) + /[^和与及跟同给向对找让请被把由的贵你您]{0,3}$/u.source,
  'u',
);
const AN_EMPLOYER = /公司|集团|企业|厂|店|[我咱俺]们?的?单位/u;
/** As the name of an organisation ends that is none of ours. */
const OTHERS =
  /(?:公司|集团|企业|厂|店|场|城|馆|行|社|学校|小学|中学|高中|大学|学院|医院|诊所|药房|酒店|银行|中心|工作室|经营部|门市部|门诊部|项目部|个体户|个体工商户|事务所|幼儿园|超市|协会|商会|村|镇|乡|街道|社区|委员会|政府|工地)$/u;

/** What stands before a name: nothing, a title, a unit or an organisation, or a word that goes with whom one speaks of. */
const BEFORE = ending(
  /^/u,
  TITLE,
  STAFF,
  /[局厅委科处股室所站队组部办岗店厂院校]|中心|大厅|窗口|单位|机构|机关|公司|集团/u,
  /[和与及跟同给让叫把被对向找由是即将请求告问的原]|名为|举报|投诉|控告|揭发|检举|反映|包括|关于|除了?|姓名/u,
);
const KIN =
  /夫妇|夫妻|两口子|一家|一伙|父子|父女|母子|母女|兄弟|姐妹|姊妹|家属|家里|家人|亲戚|亲属|丈夫|妻子|爱人|老婆|老公|儿子|女儿|[一两二三]人|本人/u;
const MISDEEDS =
  /受贿|收受|索[贿要]|贪污|挪用|徇私|泄[露密]|以权|骗[保取]|冒[领名]|套取|虚[报构]|伙同|串通|勾结|利用|包庇|敲诈|勒索|威胁|报复|刁难|滥用|玩忽|失职|渎职|违[规法纪]|侵占|截留|篡改|伪造|编造|弄虚作假|殴打|辱骂|态度/u;
/** As the names of companies and the like begin after somebody’s: of the words of `AFTER` these are others. */
const NOT_AFTER =
  /(?!有限|不锈|用品|办公|开发|打印|在线|同城|干洗|看护|来料|管理(?:咨询|服务|有限|公司|集团)|总[厂店部公代社站]|再生|肯德|太[阳平极原])/u;
/**
 * What is told of somebody begins with these: adverbs and verbs that end no name, and those that can, where the next sign says what
 * they are (刘洋会把 against 王志会). A closed list: in a story the next sign can as well be the end of a longer name.
 */
const TOLD_OF = [
  /[总管找肯敢怕再该须最太靠很却仍还竟替很坏认凭竟逼骂]/u,
  /会[把给向对在被让替帮找去来说看知包报泄通打利收压拿想影干不]/u,
  /能[看接够不把给让帮查找拿知进直随调打]|可[以能接看查知是不直随]|想[包要把给让办压看知报拿帮找不着]/u,
  /常[常年和跟与来去在到找给帮说请收]|真[的是实敢会]|全[都部知是程家不]|刚[来才调]|早[知就已晚在上]/u,
  /先[看到是去把给让知收找后说来拿]|爱[打说占贪收拿喝赌管找]|得[回避知到了]|应[该当回是被]|必[须定然会]|绝[对不]/u,
  /一[直定再向手家伙来起共次到看个边般旦]|只[要是有会收给看知认想办]|每[次天月年]|当[时着场众天过了上]|正[在是好要]/u,
  /借[机口着此了钱给]|叫[我他她人]|请[我他她了客吃]|告[诉知发]|见[过到了面]|听[说到了]|问[我他过了起]|亲[自口手]|自[己称行]|答应|承认|属于?/u,
  /外(?=$|[都的其谁])|手[里上中]/u,
];
/** What follows one: nothing, a title, a particle, kin, or the beginning of what is told of somebody. */
const AFTER = new RegExp(
  NOT_AFTER.source +
    beginning(
      /$/u,
      TITLE,
      /[的和与及跟同是在等以把被给向对将因为由从于也都还又曾已就则而且或他她其本这那之]/u,
      KIN,
      MISDEEDS,
      /[收受索贪挪骗套侵违滥虚截拖扣吃拿卡要偷诈帮泄私徇不没未用让看知接经办处负有来去说打开做干搞涉渎行乱殴辱骂擅删编敛拒]|冒[领名充用]|多次|内外/u,
      ...TOLD_OF,
    ).source,
  'u',
);
/** Verbs that end hardly any name, and begin that of many a company: after somebody’s they make no longer name. */
const NO_END =
  /[教喝骂喊劝陪催塞赔赚挣欠输赌抽玩买卖签盖填写念读算查翻换改补退跑走出回住搬坐站睡病死哭怪恨怨骗瞒躲藏扔丢抢夺吞咬推拉背抱抬踢砸撕烧毁]/u;
/** Surnames that are particles before all: 向人 in 向人社局反映. */
const PARTICLE = /^[向和于由]/u;
/** What stands before people alone, and what follows them alone: a name that is also a word (成立, 高强) counts by these. */
const TITLED_BEFORE = ending(TITLE, STAFF);
const SURELY_BEFORE = ending(TITLE, STAFF, /[局厅科处股室岗]|中心|大厅|窗口|[让叫]|举报|投诉/u);
const SURELY_AFTER = beginning(/$/u, TITLE, KIN, MISDEEDS, /[和与及跟等]|知道|看[到见]|接触|经手/u);
const AMONG_PEOPLE = ending(/^/u, /[和与及跟给]/u);
/** What goes before whom somebody wants to be kept away, where the text is about people of ours. */
const KEPT_FROM = ending(
  /怕|担心|信任|相信|避开?|绕[开过]|瞒着?|避免|防止|禁止|严禁|不[准许得能要想用]|别|勿|经过?|尤其|特别|凡|只要|希望|告诉|转给|通过|交给?|[我他她的到用]/u,
);
/** What the name of a company does not have in it: it tells what somebody does there. */
const TELLS = /[的把给和与告诉我你他她们在让就都也]|会(?![计展所议馆务])|知道/u;
/** Of a name that is also a word: what makes it the word, or the name of a place, whatever stands before it. */
const AS_WORD = /^(?:时|以来|于|[村镇乡县区市路街巷厂店馆员]|社[区局厅保会]|小区|医院|学校|小学|公司|集团|单位)/u;

/** Whether a text ends with a surname, so that a title after it is that of one of this name. */
export const endsInSurname = (same: string): boolean =>
  SURNAME.test(LAST.exec(same)?.[0] ?? '') && BEFORE.test(same.slice(0, -1));

/** Whether a text is the name of an organisation that is none of ours, as it ends. */
export const isOrganisation = (same: string): boolean => OTHERS.test(same);

const FIRST = /^./u;
const LAST = /.$/u;
/** Signs on either side that are looked at. */
const NEAR = 40;
/** What a text says more often than that is looked at no more: whoever bears the name is named. */
const MOST_TIMES = 60;

let segmenter: Intl.Segmenter | undefined;
/** Where the words of a text end, by the dictionary that comes with the platform; a name is in it only where it is also a word. */
function wordEnds(text: string): Set<number> {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return new Set(Array.from(segmenter.segment(text), ({ index, segment }) => index + segment.length));
}
const isWord = (text: string): boolean => !wordEnds(text).has((FIRST.exec(text)?.[0] ?? '').length);

/**
 * Whether a text speaks of people of ours: then in doubt it is one. Of one that says who is accused a name that is also a word is a name.
 * The story of a tip tells of many people, of ours among others: there such a name, or one that goes on, is somebody else’s as elsewhere.
 */
export type Sure = boolean | 'somebody' | 'among others';

/** A text as it is asked for names: read once, whatever is asked of it. */
export interface Reading {
  /** As `sameText` makes it. */
  same: string;
  /** With what a name begins (`beginningsOf`) that is anywhere in it: of others it has none. */
  beginnings: () => ReadonlySet<string>;
  /** Whether it has this name, as `sameText` makes it, anywhere: Chinese characters side by side, other letters as whole words. */
  says: (same: string) => boolean;
  /** The same of a place or a post, that is no other employer’s by what stands before it. */
  saysOfOurs: (same: string) => boolean;
  /** Whether it stands after nothing else than begins a name, as the short name of an organ does (市局 in 市局王局长). */
  begins: (same: string) => boolean;
  /** Whether it stands anywhere, no other employer’s, between what fits. */
  stands: (same: string, fits: (before: string, after: string) => boolean) => boolean;
  /**
   * Whether somebody of this name is named, and not a part of another name, of an ordinary word or of two.
   * @param longer names of others that this one is a part of: where they stand, these are named
   */
  names: (same: string, sure?: Sure, longer?: readonly string[]) => boolean;
  /** Whether somebody is called by this given name and a title (建国局长). */
  callsByGiven: (given: string) => boolean;
  /** Whether somebody of this name is called as people are whose full name one does not know. */
  calls: (name: string) => boolean;
}

interface Place {
  before: string;
  after: string;
}

/** Whether two words stand there and the name across them (王建国 in 王建国际贸易), where what stands on that side does not say it. */
function isAcross(name: string, { before, after }: Place, left: boolean, right: boolean): boolean {
  const near = before.slice(-6);
  const ends = wordEnds(near + name + after.slice(0, 6));
  return (!left && near !== '' && !ends.has(near.length)) || (!right && !ends.has(near.length + name.length));
}

/** Whether one more character on either side makes it the name of somebody else (李红霞, 王高强). */
function isLonger({ before, after }: Place): boolean {
  const next = FIRST.exec(after)?.[0] ?? '';
  const goesOn = !AFTER.test(after) && HAN.test(next) && AFTER.test(after.slice(next.length));
  // 李红殴打 goes on with a word, and 李红教他 with a verb.
  if (goesOn && !NO_END.test(next) && wordEnds(after.slice(0, 6)).has(next.length)) return true;
  const last = LAST.exec(before)?.[0] ?? '';
  return !BEFORE.test(before) && SURNAME.test(last) && BEFORE.test(before.slice(0, -last.length));
}

/** How a name is told from what else the same characters are. */
type Kind = 'long' | 'short' | 'particle' | 'word';
function kindOf(name: string): Kind {
  if ([...name].length !== 2) return 'long';
  if (PARTICLE.test(name)) return 'particle';
  return isWord(name) ? 'word' : 'short';
}

/** The same where the text is about people of ours: in doubt it is that person, and no longer name is thought of that nobody bears. */
function isSurelyAt(name: string, place: Place, kind: Kind): boolean {
  const { before, after } = place;
  if (OTHERS.test(after) && !TELLS.test(after)) return false;
  const [left, right] = [BEFORE.test(before) || KEPT_FROM.test(before), AFTER.test(after)];
  const across = () => isAcross(name, place, false, false);
  if (kind === 'short') return left || right || !across();
  if (AS_WORD.test(after)) return false;
  return (left && right) || ((kind === 'word' || isWord(name) || left || right) && !across());
}

/** Whether a name stands there as one, by what is before and after it. */
function isNameAt(name: string, place: Place, kind: Kind, sure: Sure): boolean {
  const { before, after } = place;
  const [left, right] = [BEFORE.test(before), AFTER.test(after)];
  const across = () => isAcross(name, place, left, right);
  // Of three characters and more hardly any stands in other words: but for the name of a company that goes on from it.
  if (kind === 'long') return (left && right) || !OTHERS.test(after) || !across();
  if (kind === 'word') {
    if ((SURELY_BEFORE.test(before) && right) || (AMONG_PEOPLE.test(before) && SURELY_AFTER.test(after))) return true;
  } else if (left && right) return true;
  if (sure === true) return isSurelyAt(name, place, kind);
  if (isLonger(place)) return false;
  if (sure === 'somebody' && kind === 'word') return isSurelyAt(name, place, kind);
  if (kind !== 'short') return TITLED_BEFORE.test(before) && !across();
  const among = sure === 'among others';
  if (across()) return among && (left || right);
  return right || ((among || left) && !OTHERS.test(after));
}

/** The runs of words of a text, asked with a name whose words stand together. */
function runsOf(words: readonly string[]): (same: string) => boolean {
  const begin = new Map<string, number[]>();
  words.forEach((word, i) => {
    const first = word.slice(0, 2);
    const there = begin.get(first);
    if (there) there.push(i);
    else begin.set(first, [i]);
  });
  const runs = (same: string, at: number) => {
    let rest = same;
    for (const word of words.slice(at, at + WORDS_OF_A_NAME)) {
      if (!rest.startsWith(word)) return false;
      rest = rest.slice(word.length);
      if (rest === '') return true;
    }
    return false;
  };
  return (same) =>
    [same.slice(0, 1), same.slice(0, 2)].some((first) => begin.get(first)?.some((at) => runs(same, at)) ?? false);
}

/** By what a name, as `sameText` makes it, is looked up before a text is asked for it: its first two signs, of other letters a single one as well. */
export const beginningsOf = (same: string): string[] =>
  HAN.test(same) ? [same.slice(0, 2)] : [...new Set([same.slice(0, 2), same.slice(0, 1)])];

/** Reads a text for whom it names. */
export function read(text: string): Reading {
  const marked = readable(text);
  const pieces = marked.split(BREAK);
  const same = pieces.join('');
  const breaks = new Set<number>([0]);
  let end = 0;
  for (const piece of pieces) {
    end += piece.length;
    breaks.add(end);
  }
  const inWords = marked.match(WORDS) ?? [];
  const words = runsOf(inWords);

  const before = (at: number) => {
    let from = at;
    while (!breaks.has(from) && at - from < NEAR) from--;
    return same.slice(from, at);
  };
  const after = (at: number) => {
    let to = at;
    while (!breaks.has(to) && to - at < NEAR) to++;
    return same.slice(at, to);
  };
  /** Whether it stands anywhere so that `fits`. */
  const stands = (name: string, fits: (place: Place) => boolean) => {
    for (let at = same.indexOf(name); at >= 0; at = same.indexOf(name, at + 1))
      if (fits({ before: before(at), after: after(at + name.length) })) return true;
    return false;
  };
  const says = (name: string) => [...name].length >= 2 && (HAN.test(name) ? same.includes(name) : words(name));
  const standsHere = (name: string, fits: (before: string, after: string) => boolean) =>
    says(name) && stands(name, (p) => !HELD_ELSEWHERE.test(p.before) && fits(p.before, p.after));
  const saysOfOurs = (name: string) => (HAN.test(name) ? standsHere(name, () => true) : says(name));
  const begins = (name: string) =>
    says(name) && stands(name, (p) => BEFORE.test(p.before) && !/^[部限面域势]/u.test(p.after));

  let found: ReturnType<typeof callsOf> | undefined;
  const callings = () => (found ??= callsOf(same, before, after));
  const isPartOf = (name: string, longer: string, { before, after }: Place) => {
    for (let at = longer.indexOf(name); at >= 0; at = longer.indexOf(name, at + 1))
      if (before.endsWith(longer.slice(0, at)) && after.startsWith(longer.slice(at + name.length))) return true;
    return false;
  };
  const names = (name: string, sure: Sure = false, longer: readonly string[] = []) => {
    if (!HAN.test(name)) return says(name);
    if (callings().whole.has(name)) return true;
    if (!says(name)) return false;
    const kind = kindOf(name);
    let times = 0;
    return stands(
      name,
      (place) =>
        ++times > MOST_TIMES ||
        (!longer.some((other) => isPartOf(name, other, place)) && isNameAt(name, place, kind, sure)),
    );
  };
  const callsByGiven = (given: string) =>
    standsHere(
      given,
      (before, after) => (BEFORE.test(before) || KEPT_FROM.test(before)) && TITLED.test(after) && !HANDLES.test(after),
    );
  const calls = (name: string) => {
    const whole = sameText(name);
    if (!/^\p{Script=Han}{2,4}$/u.test(whole)) return false;
    const double = DOUBLE_SURNAMES.exec(whole)?.[0];
    return double === undefined ? callings().surnames.has(whole.slice(0, 1)) : same.includes(double);
  };
  let all: Set<string> | undefined;
  const beginnings = () => {
    if (all !== undefined) return all;
    all = new Set([...callings().whole, ...inWords].map((one) => one.slice(0, 2)));
    for (let at = 0; at + 1 < same.length; at++) all.add(same.slice(at, at + 2));
    return all;
  };
  return { same, beginnings, says, saysOfOurs, begins, stands: standsHere, names, callsByGiven, calls };
}

/** Surnames by which a text calls somebody, and whole names that it parts by a title (王局长建国). */
function callsOf(same: string, before: (at: number) => string, after: (at: number) => string) {
  const surnames = new Set<string>();
  const whole = new Set<string>();
  const employer = AN_EMPLOYER.test(same);
  for (const { 0: sign, index: from } of same.matchAll(EACH_HAN)) {
    const to = from + sign.length;
    // A blank between the surname and what goes with it parts them as little as one within a name.
    const follows = same.slice(to, to + 8);
    const rest = (title: string) => after(to + title.length);
    const title = CALLED_AFTER.exec(follows)?.[0] ?? shortTitle(sign, follows, rest, employer);
    const precedes = same.slice(Math.max(0, from - 2), from);
    const prefixed = CALLED_BEFORE.test(precedes) && !NO_NAME_AFTER.test(precedes.slice(-1) + sign);
    if (title === undefined && !prefixed) continue;
    if (ELSEWHERE.test(before(prefixed ? from - 1 : from)) || NO_SURNAME.test(precedes + sign)) continue;
    surnames.add(sign);
    if (title === undefined || !TITLED.test(title)) continue;
    const told = rest(title);
    for (const given of [told.slice(0, 1), told.slice(0, 2)])
      if (AFTER.test(told.slice(given.length))) whole.add(sign + given);
  }
  return { surnames, whole };
}

/** 王局, 李工: as a title only where the word ends there and is no other one (施工); 总 is called so at companies. */
function shortTitle(
  sign: string,
  follows: string,
  rest: (title: string) => string,
  employer: boolean,
): string | undefined {
  const title = CALLED_SHORT.exec(follows)?.[0];
  if (title === undefined || !AFTER.test(rest(title)) || isWord(sign + title)) return undefined;
  return employer && title.endsWith('总') ? undefined : title;
}

/** Whether this is a name of somebody, or the beginning of what is told of somebody of this name. */
export const isSomebody = (same: string): boolean =>
  SURNAME.test(FIRST.exec(same)?.[0] ?? '') &&
  !OTHERS.test(same) &&
  [2, 3].some((length) => new RegExp(`^\\p{Script=Han}{${length}}`, 'u').test(same) && AFTER.test(same.slice(length)));

/** Whom or what a text names, by what counts as the same name; a single sign names nothing. */
export const namedIn = (text: string, name: string): boolean => read(text).says(sameText(name));

/**
 * Whom a text calls as people are called whose full name one does not know: 王科长, 姓王的, 老王, 王某; one of a surname of two
 * characters (欧阳) also by that alone. Others of the same surname are meant as well: only for what is better done once too often.
 * @returns asked with a name: the text is read once for all of them
 */
export const calledBy = (text: string): ((name: string) => boolean) => read(text).calls;
