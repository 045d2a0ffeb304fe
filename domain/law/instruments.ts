import type { Confidence, Instrument } from './types.ts';

/** One instrument; `note` says how it was read or what is known to be open. */
function read<const Short extends string>(
  short: Short,
  zh: string,
  en: string,
  confidence: Confidence,
  note = '',
  inForce: string | null = null,
): Instrument<Short> {
  return { short, title: { zh, en }, described: false, note, confidence, inForce };
}

/** A document whose exact title is not known or that bears none: its title here is a description. */
function described<const Short extends string>(
  short: Short,
  zh: string,
  en: string,
  confidence: Confidence,
  note = '',
): Instrument<Short> {
  return { ...read(short, zh, en, confidence, note), described: true };
}

/** The instruments with a short name of their own. */
const NAMED = [
  read(
    'APL',
    '行政处罚法',
    'Administrative Penalty Law (2021)',
    'text',
    'Art. 85: periods of two, three, five and seven days are working days; refers to the CPL only for service (art. 61).',
  ),
  read(
    'AEL',
    '行政强制法',
    'Administrative Enforcement Law (2011)',
    'text',
    'Art. 69: periods of ten days or less are working days.',
  ),
  read(
    'ARL',
    '行政复议法',
    'Administrative Reconsideration Law (2023)',
    'text',
    'Art. 88: periods of three, five, seven and ten days are working days.',
    '2024-01-01',
  ),
  read(
    'ALL',
    '行政诉讼法',
    'Administrative Litigation Law (2017)',
    'text',
    'Art. 101: gaps on periods and service follow the CPL.',
  ),
  read(
    'ALL-JI',
    '最高人民法院关于适用行政诉讼法的解释',
    'Supreme People’s Court interpretation on the Administrative Litigation Law (2018)',
    'text',
  ),
  read('CPL', '民事诉讼法', 'Civil Procedure Law (2023)', 'text', 'Counting rules.'),
  read('CC', '民法典', 'Civil Code, general part', 'text', 'Counting rules.'),
  read('CrPL', '刑事诉讼法', 'Criminal Procedure Law (2018)', 'text', 'Counting rules.'),
  read(
    'TR',
    '行政执法机关移送涉嫌犯罪案件的规定',
    'Provisions on transferring suspected crimes by enforcement organs (State Council order 310, 2020 revision)',
    'text',
    'Never defines 日: its days are †; hours are hours.',
  ),
  read(
    'PSB',
    '公安机关办理刑事案件程序规定',
    'Provisions on the handling of criminal cases by public security organs (2020)',
    'text',
    'Arts. 169–186 read.',
  ),
  read(
    'SPP01',
    '人民检察院办理行政执法机关移送涉嫌犯罪案件的规定',
    'Procuratorate provisions on transferred cases (2001)',
    'text',
    'Old; partly overtaken by SPP21.',
  ),
  read(
    'SPP21',
    '最高人民检察院关于推进行政执法与刑事司法衔接工作的规定',
    'Procuratorate provisions on administrative–criminal linkage (2021)',
    'secondary',
    'The sentence on the two months was read in a repost; its article number was not.',
  ),
  read(
    'SPP24',
    '人民检察院行刑反向衔接工作指引',
    'Procuratorate guidelines on reverse linkage (December 2024)',
    'secondary',
    'Arts. 12–15 read in a repost.',
  ),
  read(
    'PR',
    '信访工作条例',
    'Regulations on petition work (2022)',
    'text',
    'Plain 日 are calendar days except where it says 工作日.',
  ),
  read('SIL', '社会保险法', 'Social Insurance Law (2018)', 'text'),
  read(
    'SIO',
    '社会保险经办条例',
    'Regulations on social-insurance agency work (State Council order 765)',
    'text',
    '',
    '2023-12-01',
  ),
  read('LSI', '劳动保障监察条例', 'Regulations on labour-security inspection (2004)', 'text'),
  read(
    'ZJ-LSI',
    '浙江省劳动保障监察条例',
    'Zhejiang regulations on labour-security inspection (2020)',
    'text',
    'Art. 30 has the suspension rule for inspection cases.',
  ),
  read(
    'LSI-25',
    '关于实施《劳动保障监察条例》若干规定',
    'Provisions on implementing the labour-security inspection regulations (ministry order 25)',
    'text',
    'Whole rule read, in the version of 2022-01-07.',
  ),
  read(
    'M49',
    '社会保险基金监督举报工作管理办法',
    'Measures on handling tips for the supervision of social-insurance funds (ministry order 49)',
    'text',
    'Whole rule read, arts. 1–41.',
    '2023-05-01',
  ),
  read(
    'M48',
    '社会保险基金行政监督办法',
    'Measures on administrative supervision of social-insurance funds (ministry order 48)',
    'text',
    'Whole rule read, arts. 1–42.',
    '2022-03-18',
  ),
  read(
    'M45',
    '社会保险领域严重失信人名单管理暂行办法',
    'Interim measures on the list of serious dishonesty in social insurance (2019)',
    'memory',
    'Listing conditions seen whole in reposts; terms, notice days, removal and objection not. Document number unverified (believed 人社部规〔2019〕2号, not a ministry order). CR26 art. 4 ¶2 wants a law, a regulation or a Party or State Council policy document behind a serious-dishonesty list: for counsel.',
  ),
  read(
    'RW',
    '社会保险基金监督举报奖励暂行办法',
    'Interim measures on rewards for fund-supervision tips (人社部发〔2022〕45号)',
    'secondary',
    'The cap was seen; provincial rules carry the numbers.',
    '2023-01-01',
  ),
  read(
    'FRAUD16',
    '社会保险欺诈案件管理办法',
    'Measures on the management of social-insurance fraud cases (人社厅发〔2016〕61号)',
    'secondary',
    'Arts. 1–9 seen on a prefecture bureau page.',
  ),
  read(
    'FRAUD15',
    '关于加强社会保险欺诈案件查处和移送工作的通知',
    'Notice on investigating and transferring social-insurance fraud (人社部发〔2015〕14号)',
    'secondary',
    'Opening only.',
  ),
  read(
    'INC20',
    '社会保险基金要情报告制度',
    'Fund-incident reporting scheme (人社部发〔2020〕21号)',
    'secondary',
    'Arts. 1–4 and the threshold of an ordinary incident seen; reporting times not seen.',
  ),
  described(
    'INC12',
    '浙江省人力资源和社会保障厅通知（浙人社发〔2012〕320号）',
    'Zhejiang notice on fund supervision (浙人社发〔2012〕320号)',
    'text',
    'Provincial and older than INC20.',
  ),
  read('OGI', '政府信息公开条例', 'Regulations on open government information (2019)', 'text'),
  described(
    'G118',
    '国务院办公厅关于行政执法公示等三项制度的意见（国办发〔2018〕118号）',
    'State Council Office opinion on publishing enforcement and two further schemes (国办发〔2018〕118号)',
    'secondary',
    'Times from a news report of the press conference.',
  ),
  read('SL', '监察法', 'Supervision Law (2024)', 'text'),
  read('GP', '公职人员政务处分法', 'Law on sanctions for public officials (2020)', 'text'),
  read(
    'DI20',
    '纪检监察机关处理检举控告工作规则',
    'Work rules of discipline and supervision organs on accusations (2020)',
    'secondary',
    'Arts. 14–18 and 47 seen in reposts.',
  ),
  read(
    'DI19',
    '中国共产党纪律检查机关监督执纪工作规则',
    'Work rules of discipline organs on supervision and enforcement',
    'secondary',
    'One period, through an implementing rule of a university.',
  ),
  read(
    'CR26',
    '信用修复管理办法',
    'Measures on credit repair (NDRC order 36)',
    'text',
    'Replaces the trial measures of 2023 (CR23); whole rule read, arts. 1–30, in a copy marked unofficial candidate. No transitional rule for matters under way was noted.',
    '2026-04-01',
  ),
  read(
    'CR23',
    '失信行为纠正后的信用信息修复管理办法（试行）',
    'Trial measures on repairing credit information after dishonesty is corrected (NDRC order 58, 2023)',
    'secondary',
    'Replaced by CR26. Title, number, day of coming into force and arts. 1–3 read in two reposts of the order. Of the periods only those of publicity were read: penalty information for at least three months and at most three years from the decision (a company notice that reposts the rule without naming it), a year at least for food, medicine, special equipment, work and fire safety, the start, and no form of its own for serious-dishonesty lists, whose organ decides by the rules of its list (a page of questions and answers on order 58). The days for accepting and deciding a repair or an objection were not read and are blank.',
    '2023-05-01',
  ),
  read(
    'SH-CR',
    '上海市社会信用条例',
    'Shanghai regulations on social credit (2017)',
    'text',
    'Newer amendments not checked.',
  ),
  read(
    'ZJ-CR',
    '浙江省公共信用信息管理条例',
    'Zhejiang regulations on public credit information (2017)',
    'text',
    'Newer amendments not checked.',
  ),
  read(
    'EF26',
    '就业补助资金管理办法',
    'Measures on employment subsidy funds (财社〔2026〕1号)',
    'secondary',
    'Replaces 财社〔2023〕181号 and 财社〔2017〕164号; opening only. Dated 2026-01-09.',
  ),
  read(
    'AUD',
    '社会保险稽核办法',
    'Measures on social-insurance audit (ministry order 16)',
    'text',
    'Whole rule read, arts. 1–14.',
  ),
  read('PIPL', '个人信息保护法', 'Personal Information Protection Law (2021)', 'text'),
] as const;

/** Instruments that single rows and rules cite besides. */
const CITED = [
  read(
    'ZJ-PET',
    '浙江省信访条例',
    'Zhejiang petition regulations (2016)',
    'text',
    'Whether still in force beside PR was not checked.',
  ),
  described(
    'YN-RW',
    '云南省社会保险基金监督举报奖励规定（云人社规〔2023〕1号）',
    'Yunnan reward rule (云人社规〔2023〕1号)',
    'secondary',
    'Extract in a policy aggregator.',
  ),
  described(
    'IM-RW',
    '内蒙古自治区社会保险基金监督举报奖励规定',
    'Inner Mongolia reward rule',
    'secondary',
    'Read in a repost; exact title not verified.',
  ),
  described(
    'HB-RW',
    '湖北省社会保险基金监督举报奖励规定（鄂人社发〔2022〕51号）',
    'Hubei reward rule (鄂人社发〔2022〕51号)',
    'secondary',
  ),
  read(
    'RW-C',
    '中央本级社会保险基金监督举报奖励实施细则（暂行）（人社厅发〔2023〕11号）',
    'Reward rule of the central level (人社厅发〔2023〕11号)',
    'secondary',
    'Opening only; still to be read.',
  ),
  read('QD-LSI', '青岛市劳动保障监察条例', 'Qingdao regulations on labour-security inspection (2022)', 'text'),
  described(
    'HB-PUB',
    '河北省县区行政执法公示程序',
    'Hebei county procedure for publishing enforcement (Yuhua district)',
    'secondary',
    'A local example only.',
  ),
  read('AL', '审计法', 'Audit Law', 'text'),
  read('ARC', '档案法', 'Archives Law', 'text'),
  read('ARC-REG', '档案法实施条例', 'Regulations implementing the Archives Law (2024)', 'text'),
  read(
    'SI-ARC',
    '社会保险业务档案管理规定（试行）',
    'Provisions on social-insurance business archives (trial)',
    'secondary',
    'Repost of the annex.',
  ),
  described(
    'GBF25',
    '国办发〔2025〕22号',
    'State Council Office document 国办发〔2025〕22号 on credit repair',
    'secondary',
  ),
  described(
    'ND20',
    '宁德市人力资源和社会保障局通知（宁人社〔2020〕105号）',
    'Ningde notice on fund incidents (宁人社〔2020〕105号)',
    'secondary',
  ),
  read('CON', '宪法', 'Constitution', 'text'),
  read('CL', '刑法', 'Criminal Law', 'text'),
  read('CSL', '公务员法', 'Civil Servants Law', 'text'),
  read('EPL', '就业促进法', 'Employment Promotion Law', 'text'),
  read('UIR', '失业保险条例', 'Unemployment insurance regulations', 'text'),
  read('GD-UIR', '广东省失业保险条例', 'Guangdong unemployment insurance regulations', 'text'),
  read('SIC', '社会保险费征缴暂行条例', 'Interim regulations on collecting social-insurance contributions', 'text'),
  described('F16-14', '人社厅发〔2016〕14号', 'Ministry document 人社厅发〔2016〕14号 on fraud', 'secondary'),
  described(
    'SH21',
    '上海市人力资源和社会保障局2021年11月26日通知',
    'Shanghai HRSS notice of 26 November 2021 on fund risk control',
    'text',
  ),
  described(
    'SH-PC21',
    '上海市2021年10月19日新闻发布会',
    'Shanghai press conference of 19 October 2021',
    'text',
    'News, not a rule.',
  ),
  described(
    'HN08',
    '湖南省2008年社会保险基金专项治理方案',
    'Hunan campaign plan of 2008',
    'text',
    'Historical, not in force; the copy’s years are altered.',
  ),
] as const;

export type InstrumentShort = (typeof NAMED)[number]['short'] | (typeof CITED)[number]['short'];

/** Every instrument the catalogue cites: those with a short name of their own first, then those cited besides. */
export const INSTRUMENTS: readonly Instrument<InstrumentShort>[] = [...NAMED, ...CITED];

const byShort = new Map<string, Instrument<InstrumentShort>>(INSTRUMENTS.map((i) => [i.short, i]));

/** The instrument with this short name, or undefined. */
export function instrumentByShort(short: string): Instrument<InstrumentShort> | undefined {
  return byShort.get(short);
}
