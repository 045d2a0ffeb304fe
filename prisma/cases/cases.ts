import type { CaseFile, SeedCase } from './file.ts';

/** Fictitious on purpose: no number of a real identity card, an address that cannot exist. */
const teller = (n: number, wantsNotice = true): NonNullable<SeedCase['tip']> => ({
  tipster: {
    name: `示例举报人${n}`,
    idNumber: `DEMO-ID-${n}`,
    email: `tipster${n}@example.invalid`,
    wantsNotice,
  },
});

const OUTSIDER = { accusedUnit: 'none', regime: 'fund', money: 'out', identityStore: true };
const NATURAL = { ...OUTSIDER, accusedNatural: true };
/** Registers the accused as a body outside the house. */
export const UNIT = { ...OUTSIDER, accusedNatural: false };

type Form = Record<string, unknown>;

/** Registered the day after the receipt, accepted two days later, officers named the day after that. */
function accepted(f: CaseFile, r: number, register: Form, named = false): CaseFile {
  f.on(r - 1).own('clerk', 'intake', 'register', register);
  f.on(r - 3).pair('clerk', 'unithead', 'intake', 'accept');
  if (named) {
    const told = { told: 'accepted', noticeHow: 'page', noticeNumber: f.number('告') };
    f.pair('clerk', 'unithead', 'intake', 'notice-sent', told);
  }
  return f.on(r - 4).own('unithead', 'investigation', 'assign', {
    officers: ['officer1', 'officer2'],
    conflictChecked: true,
  });
}

/** Evidence before contact: secured, the plan of contact cleared, then the first question. */
function questioned(f: CaseFile, n: number): CaseFile {
  f.on(n).two('investigation', 'secure-evidence', {
    securedKinds: ['documents', 'records'],
    securedOn: f.day,
    where: '复印件经核对后存卷，电子数据刻录封存。',
  });
  f.on(n - 1).pair('officer1', 'unithead', 'investigation', 'clear-contact', {
    revealsNobody: true,
    plan: '以例行核查名义调阅档案后再行询问，不提及线索来源。',
  });
  return f.on(n - 2).two('investigation', 'question-accused', {
    questionedOn: f.day,
    cardsShown: true,
    letterNotShown: true,
    record: '被询问人对领取经过作了陈述，笔录经核对签名。',
  });
}

const fileCase = (f: CaseFile, n: number, endedMonthsAgo: number | null = null, decider = 'depthead'): CaseFile =>
  f.on(n).pair('officer1', decider, 'investigation', 'file-case', {
    standardMet: true,
    ...(endedMonthsAgo === null ? {} : { actEndedOn: f.days.monthsAgo(endedMonthsAgo) }),
    filingNumber: f.number('立'),
  });

interface Wrong {
  ground: string;
  yuan: number;
  violations: string[];
  roles: string[];
  endedMonthsAgo?: number;
}

/** Findings that propose a penalty: who caused it, was there intent, which amount was known when. */
function findings(f: CaseFile, n: number, w: Wrong): CaseFile {
  return f.on(n).pair('officer1', 'unithead', 'investigation', 'findings-ready', {
    covered: true,
    proposesPenalty: true,
    ground: w.ground,
    violations: w.violations,
    roles: w.roles,
    intent: 'intent',
    causedBy: 'accused',
    amounts: [{ kind: 'drawn', yuan: w.yuan, knownOn: f.day }],
    ...(w.endedMonthsAgo === undefined ? {} : { actEndedOn: f.days.monthsAgo(w.endedMonthsAgo) }),
    evidence: ['documents', 'records', 'statements'],
    report: '经查阅档案、调取流水并询问有关人员，举报反映的事实属实。',
  });
}

interface Notice {
  ground: string;
  yuan: number;
  fine: number;
  confiscation?: number;
  complex?: boolean;
  grave?: boolean;
  listing?: string[];
}

const kindsOf = (w: Notice) => ['fine', ...(w.confiscation ? ['confiscation'] : [])];

function notice(f: CaseFile, n: number, w: Notice): CaseFile {
  return f.on(n).two('penalty', 'serve-notice', {
    noticeNumber: f.number('罚告'),
    ground: w.ground,
    amounts: [{ kind: 'drawn', yuan: w.yuan, knownOn: f.day }],
    financialHarm: false,
    kinds: kindsOf(w),
    fine: w.fine,
    confiscation: w.confiscation ?? 0,
    finedBefore: false,
    complex: w.complex ?? false,
    grave: w.grave ?? false,
    publicInterest: false,
    ...(w.listing ? { listingConditions: w.listing } : {}),
    told: true,
    service: 'direct',
  });
}

const waived = (f: CaseFile, n: number): CaseFile =>
  f.on(n).theirs('officer1', 'penalty', 'waive', '放弃听证和陈述申辩的书面声明', { waives: ['hearing', 'defence'] });

function decided(f: CaseFile, n: number, w: Notice, number: string): CaseFile {
  return f.on(n).pair('officer1', 'depthead', 'penalty', 'decide', {
    decisionNumber: number,
    kinds: kindsOf(w),
    fine: w.fine,
    confiscation: w.confiscation ?? 0,
    ...(w.complex || w.grave ? { collectiveRecord: f.number('议') } : {}),
    announcedTo: 'absent',
    mustPublish: true,
    publishGround: 'three-systems',
  });
}

const served = (f: CaseFile, n: number): CaseFile =>
  f.on(n).two('penalty', 'serve', {
    service: 'direct',
    receipt: f.number('送'),
    remediesTold: true,
    repairNotice: true,
  });

const textOf = (name: string, number: string, what: string) =>
  `${name}\n${number}\n违法事实：${what}\n处罚种类：罚款。\n救济途径：可在收到决定书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。`;

function handedIn(f: CaseFile, n: number, name: string, number: string, what: string, natural: boolean): CaseFile {
  return f.on(n).own('disclosure', 'disclosure', 'hand-in', {
    decisionNumber: number,
    partyName: name,
    text: textOf(name, number, what),
    tipsterGone: true,
    thirdPartiesGone: true,
    secretsGone: true,
    ...(natural ? { naturalRedacted: true } : {}),
    remedyNamed: true,
    dishonesty: false,
  });
}

function published(f: CaseFile, n: number): CaseFile {
  f.on(n).own('checker', 'disclosure', 'pass', { checked: true });
  return f.own('disclosure', 'disclosure', 'publish');
}

function listed(f: CaseFile, n: number, condition: string): CaseFile {
  f.on(n).own('credit', 'penalty', 'propose-listing', { condition });
  f.on(n - 1).own('credit', 'listing', 'serve-notice', {
    number: f.number('信告'),
    service: 'direct',
    rights: true,
    twoLetters: true,
  });
  f.on(n - 5).theirs('credit', 'listing', 'statement', '陈述申辩书', { statement: '当事人对列入名单没有异议。' });
  return f.on(n - 7).pair('credit', 'principal', 'listing', 'list', {
    number: f.number('信'),
    seriousness: 'serious',
    repeated: false,
    subjectRole: 'organiser',
    intent: true,
    contains: ['reasons', 'term', 'remedy', 'way-out'],
    reChecked: true,
    twoLetters: true,
    responsible: ['credit'],
  });
}

/** Crime suspected, task force, report, the principal's approval and the receipt of the police within 24 hours. */
function suspected(f: CaseFile, n: number, yuan: number, kind = 'fraud'): CaseFile {
  f.on(n).two('investigation', 'suspect-crime', {
    crimeStandard: 'amount',
    crimeKind: kind,
    evidence: ['documents', 'records'],
    otherMatters: false,
    suspicion: '已查明的金额达到追诉标准。',
  });
  f.own('unithead', 'police-referral', 'name-task-force', { taskForce: ['officer1', 'officer2'] });
  return f.on(n - 1).two('police-referral', 'report', {
    number: f.number('移报'),
    offence: '以欺诈手段取得社会保险待遇，数额达到立案追诉标准。',
    files: ['letter', 'report', 'goods'],
    expertFinding: 'none',
    amount: yuan,
    amountKnownOn: f.day,
  });
}

function atPolice(f: CaseFile, n: number): CaseFile {
  f.on(n).own('principal', 'police-referral', 'approve', { number: f.number('移') });
  return f.theirs('officer1', 'police-referral', 'receipt-signed', '移送案件签收回执');
}

const notFiled = (f: CaseFile, n: number): CaseFile =>
  f.on(n).theirs('officer1', 'police-referral', 'not-filed', '不予立案通知书', {
    fileReturned: true,
    reasonsGiven: true,
  });

function filedByPolice(f: CaseFile, n: number): CaseFile {
  f.on(n).theirs('officer1', 'police-referral', 'filed', '立案告知书');
  return f.on(n - 1).two('police-referral', 'handed-over', { recordNumber: f.number('交'), signed: true });
}

/* ------------------------------------------------------------------------------------------------------- the cases */

const INTAKE: SeedCase[] = [
  {
    id: 'quzhou-kecheng-death-tip',
    accused: { name: '已故老人的亲属', kind: 'person' },
    fund: 'pension',
    conduct: ['drawn-after-death'],
    tip: { knownBy: 'told', interest: 'none', concernsStaff: 'no' },
    channel: 'telephone',
    received: null,
    constructed: [],
    stands: { intake: 'Received' },
  },
  {
    id: 'gangu-dead-veteran-id',
    accused: { name: '马某', kind: 'person' },
    fund: 'unknown',
    conduct: ['drawn-after-death', 'impersonation'],
    tip: { knownBy: 'saw', interest: 'other', concernsStaff: 'no' },
    channel: 'letter',
    received: 1,
    constructed: ['亲属写信给人社部门：优抚金不归人社部门，待分流'],
    stands: { intake: 'Received' },
  },
  {
    id: 'zhijin-withheld-allowance',
    accused: { name: '镇人社中心原负责人刘某某', kind: 'agency-staff' },
    fund: 'training-subsidy',
    conduct: ['subsidy-fraud'],
    tip: { amount: { cny: 33_000, basis: 'unknown' }, interest: 'victim', concernsStaff: 'yes' },
    channel: 'visit',
    received: 1,
    constructed: ['村民来访反映（原为巡察发现）；涉及工作人员，登记前只有受理员可见'],
    stands: { intake: 'Received' },
  },
  {
    id: 'zhanjiang-potou-director',
    accused: { name: '社保局长杨某', kind: 'agency-staff' },
    fund: 'pension',
    conduct: ['irregular-approval', 'official-bribery'],
    tip: { amount: { cny: 1_290_000, basis: 'unknown' }, knownBy: 'work', concernsStaff: 'yes' },
    channel: 'letter',
    received: 14,
    constructed: ['举报信寄到人社部门（原为纪检发现）；被举报的是部门负责人，其应作的决定由上级机关作出'],
    acts: (f) => {
      accepted(f, 14, { ...NATURAL, accusedUnit: 'agency', accusedHeads: ['dept-head'] });
      f.on(8).two('investigation', 'secure-evidence', { securedKinds: ['documents'], securedOn: f.day });
      f.on(1).two('investigation', 'file-case:propose', { standardMet: true, filingNumber: f.number('立') });
    },
    stands: { intake: 'Accepted', investigation: 'Investigating' },
  },
  {
    id: 'shanxi-pu-county-22',
    accused: { name: '县疾控中心一名职工', kind: 'person' },
    fund: 'pension',
    conduct: ['early-retirement'],
    tip: { ...teller(1), amount: { cny: 690_000, basis: 'drawn' }, knownBy: 'documents', concernsStaff: 'unsure' },
    channel: 'letter',
    received: 3,
    constructed: ['实名来信（原为国家审计发现）'],
    acts: (f) => {
      f.on(2).own('clerk', 'intake', 'register', NATURAL);
      f.on(1).own('clerk', 'intake', 'accept:propose');
    },
    stands: { intake: 'UnderReview' },
  },
  {
    id: 'wuhu-wanzhi-200',
    accused: { name: '当地干部', kind: 'unknown' },
    fund: 'pension',
    conduct: ['irregular-approval'],
    tip: { knownBy: 'told', concernsStaff: 'unsure' },
    channel: 'telephone',
    received: 4,
    constructed: ['来电反映（原为记者调查）；没有说清是谁，要求补充'],
    acts: (f) => {
      f.on(3).own('clerk', 'intake', 'register', NATURAL);
      f.on(2).own('clerk', 'intake', 'ask-supplement', {
        missing: 'target',
        contacted: false,
        question: '请说明是哪一个村、哪一年、由谁经办。',
      });
    },
    stands: { intake: 'AwaitingSupplement' },
  },
  {
    id: 'nanjing-399-prisoners',
    accused: { name: '多名服刑人员', kind: 'person' },
    fund: 'pension',
    conduct: ['drawn-in-prison'],
    tip: { amount: { cny: 8_150_000, basis: 'drawn' }, knownBy: 'work', concernsStaff: 'no' },
    channel: 'other-body',
    received: 8,
    constructed: ['作为其他机关转来的举报；五个工作日内未作处理，视为受理'],
    acts: (f) => f.on(7).own('clerk', 'intake', 'register', NATURAL),
    stands: { intake: 'Accepted', investigation: 'Accepted' },
  },
  {
    id: 'huaian-tip-no-reply',
    accused: { name: '村干部', kind: 'other' },
    fund: 'unknown',
    conduct: ['other'],
    tip: { ...teller(2), interest: 'in-dispute', knownBy: 'saw', concernsStaff: 'no' },
    channel: 'letter',
    received: 20,
    constructed: ['来信到人社部门（原为民政、纪检）；低保不属举报范围，书面告知去向'],
    acts: (f) => {
      f.on(19).own('clerk', 'intake', 'register', { ...NATURAL, regime: 'other', money: 'none' });
      f.on(17).pair('clerk', 'unithead', 'intake', 'refuse', {
        refusalGround: 'out-of-scope',
        route: 'petition',
        refusalReasons: '低保由民政部门负责，不属于社会保险基金监督举报范围。',
      });
      f.on(16).pair('clerk', 'unithead', 'intake', 'notice-sent', {
        told: 'refused',
        noticeHow: 'paper',
        noticeNumber: f.number('告'),
      });
    },
    stands: { intake: 'NotAccepted' },
  },
  {
    id: 'wuxi-hospital-whistleblower',
    accused: { name: '某民营医院', kind: 'employer' },
    fund: 'medical',
    conduct: ['medical-fraud', 'records-altered'],
    tip: { ...teller(3), interest: 'colleague', knownBy: 'work', concernsStaff: 'no' },
    channel: 'letter',
    received: 6,
    constructed: ['来信到人社部门（原为医保部门）；移送医保部门，尚无回执'],
    acts: (f) => {
      f.on(5).own('clerk', 'intake', 'register', { ...UNIT, regime: 'medical' });
      f.on(3).pair('clerk', 'unithead', 'intake', 'transfer', {
        transferTo: 'medical-security',
        transferNumber: f.number('移'),
        transferReasons: '医疗保险基金由医疗保障部门监督。',
      });
    },
    stands: { intake: 'Transferred' },
  },
  {
    id: 'chongqing-yuzhong-maternity',
    accused: { name: '某塑胶公司法人贺某某', kind: 'intermediary' },
    fund: 'maternity',
    conduct: ['sham-eligibility', 'medical-fraud'],
    tip: { amount: { cny: 451_834.78, basis: 'drawn' }, knownBy: 'documents', concernsStaff: 'no' },
    channel: 'telephone',
    received: 30,
    constructed: ['来电到人社部门；移送医保部门，对方已签收；事后由受理员按纸质案卷补录，被列名的批准人提出异议'],
    onPaper: 'contested',
    acts: (f) => {
      f.on(29).own('clerk', 'intake', 'register', { ...NATURAL, regime: 'medical' });
      f.on(27).pair('clerk', 'unithead', 'intake', 'transfer', {
        transferTo: 'medical-security',
        transferNumber: f.number('移'),
        transferReasons: '生育津贴由医疗保障部门管理。',
      });
      f.on(22).theirs('unithead', 'intake', 'receipt', '移送回执');
    },
    stands: { intake: 'TransferDone', paper: 'Contested' },
  },
  {
    id: 'five-workers-ping-pong',
    accused: { name: '某公司', kind: 'employer' },
    fund: 'pension',
    conduct: ['contributions-unpaid'],
    tip: { ...teller(4), interest: 'victim', knownBy: 'documents', concernsStaff: 'no' },
    channel: 'visit',
    received: 4,
    constructed: ['来访时即转劳动保障监察，不再让人走一圈；承接单位尚未回应'],
    acts: (f) => {
      f.on(3).own('clerk', 'intake', 'register', { ...UNIT, regime: 'labour-inspection', money: 'never-in' });
      f.on(2).pair('clerk', 'unithead', 'intake', 'hand-over', { channelTo: 'labour-complaint', routeTold: true });
    },
    stands: { intake: 'ChannelHandover' },
  },
  {
    id: 'zhangqiu-technical-obstacle',
    accused: { name: '某电工器材公司', kind: 'employer' },
    fund: 'pension',
    conduct: ['contributions-unpaid'],
    tip: { ...teller(5), interest: 'victim', knownBy: 'documents', concernsStaff: 'no' },
    channel: 'letter',
    received: 25,
    constructed: ['先按举报收到，再转劳动保障监察投诉；承接单位已登记'],
    acts: (f) => {
      f.on(24).own('clerk', 'intake', 'register', { ...UNIT, regime: 'labour-inspection', money: 'never-in' });
      f.on(23).pair('clerk', 'unithead', 'intake', 'hand-over', { channelTo: 'labour-complaint', routeTold: true });
      f.on(22).theirs('unithead', 'intake', 'channel-receipt', '交接单');
      f.on(21).theirs('clerk', 'intake', 'channel-answered', '投诉登记表');
    },
    stands: { intake: 'HandedOver' },
  },
];

const INVESTIGATION: SeedCase[] = [
  {
    id: 'gansu-zhang-two-parents',
    accused: { name: '张某', kind: 'person' },
    fund: 'pension',
    conduct: ['drawn-after-death'],
    tip: { ...teller(6), amount: { cny: 79_722.2, basis: 'drawn' }, knownBy: 'told', concernsStaff: 'no' },
    channel: 'letter',
    received: 16,
    constructed: ['实名来信（原为数据比对发现）'],
    acts: (f) => {
      accepted(f, 16, NATURAL, true);
      fileCase(f, 10, 8);
      questioned(f, 8);
    },
    stands: { intake: 'Accepted', investigation: 'Investigating' },
  },
  {
    id: 'guangdong-longmen-yaoqing',
    accused: { name: '某区社保工作人员', kind: 'agency-staff' },
    fund: 'pension',
    conduct: ['records-altered', 'embezzlement'],
    tip: { knownBy: 'work', concernsStaff: 'yes' },
    channel: 'other-body',
    received: 20,
    constructed: ['作为上级转来的举报；涉及本单位经办大厅，该机构及其负责人看不到本案'],
    acts: (f) => {
      accepted(f, 20, { ...NATURAL, accusedUnit: 'agency-hall' });
      f.on(13).own('unithead', 'investigation', 'official-involved', { cadre: 'own' });
      f.on(12).two('investigation', 'secure-evidence', { securedKinds: ['records'], securedOn: f.day });
      f.on(11).own('unithead', 'investigation', 'request-help', { helpFrom: 'bank', helpNumber: f.number('协') });
    },
    stands: { intake: 'Accepted', investigation: 'Investigating' },
  },
  {
    id: 'spp-coal-mine-sham-suit',
    accused: { name: '副矿长杜某', kind: 'person' },
    fund: 'pension',
    conduct: ['sham-eligibility', 'forged-papers'],
    tip: { interest: 'colleague', knownBy: 'work', concernsStaff: 'no' },
    channel: 'letter',
    received: 45,
    constructed: ['矿上同事来信（原为检察监督发现）；等待法院撤销调解书，中止办理'],
    acts: (f) => {
      accepted(f, 45, NATURAL);
      fileCase(f, 38);
      f.on(36).two('investigation', 'secure-evidence', {
        securedKinds: ['documents', 'statements'],
        securedOn: f.day,
      });
      f.on(30).pair('officer1', 'depthead', 'investigation', 'suspend', {
        suspendGround: 'legal-question',
        awaits: 'court',
        awaitsAnnulment: true,
        askedOn: f.day,
        suspendReasons: '生效调解书确认了劳动关系，须先由法院、检察院依法监督。',
      });
      f.on(12).own('unithead', 'investigation', 'recheck-suspension', { causeGoesOn: true });
    },
    stands: { intake: 'Accepted', investigation: 'Suspended' },
  },
  {
    id: 'jilin-bantui',
    accused: { name: '办退中间人', kind: 'intermediary' },
    fund: 'pension',
    conduct: ['organising', 'early-retirement'],
    tip: { ...teller(7), interest: 'victim', knownBy: 'documents', concernsStaff: 'unsure' },
    channel: 'visit',
    received: 63,
    constructed: ['受害人来访，仅就基金是否已支付、有无经办人员配合立案；期满前延长三十个工作日'],
    acts: (f) => {
      accepted(f, 63, NATURAL, true);
      fileCase(f, 55);
      questioned(f, 50);
      f.on(8).pair('officer1', 'depthead', 'investigation', 'extend', {
        days: 30,
        complex: true,
        extendReasons: '涉及人员众多，须逐人核对参保记录。',
      });
    },
    stands: { intake: 'Accepted', investigation: 'Investigating' },
  },
  {
    id: 'harbin-acheng-271',
    accused: { name: '某中介公司', kind: 'intermediary' },
    fund: 'pension',
    conduct: ['sham-eligibility', 'forged-papers'],
    tip: { amount: { cny: 115_000_000, basis: 'forecast' }, knownBy: 'documents', concernsStaff: 'unsure' },
    channel: 'other-body',
    received: 70,
    constructed: ['作为审计机关转来的举报；六十个工作日内未办结，留下逾期记录'],
    acts: (f) => {
      accepted(f, 70, UNIT);
      fileCase(f, 62);
      questioned(f, 58);
    },
    stands: { intake: 'Accepted', investigation: 'Investigating' },
  },
  {
    id: 'yunnan-shilin-prisoner-c',
    accused: { name: 'A单位退休人员C', kind: 'person' },
    fund: 'pension',
    conduct: ['drawn-in-prison'],
    tip: { amount: { cny: 136_312.82, basis: 'drawn' }, knownBy: 'work', concernsStaff: 'no' },
    channel: 'other-body',
    received: 25,
    constructed: ['作为单位转来的举报；不处罚，责令退回，待批准办结'],
    acts: (f) => {
      accepted(f, 25, NATURAL);
      questioned(f, 15);
      f.on(6).pair('officer1', 'unithead', 'investigation', 'findings-ready', {
        covered: true,
        proposesPenalty: false,
        violations: ['drawn-in-prison'],
        roles: ['willing'],
        intent: 'negligence',
        causedBy: 'third-party',
        amounts: [
          { kind: 'drawn', yuan: 136_312.82, knownOn: f.day },
          { kind: 'recovered', yuan: 61_352.67, knownOn: f.day },
        ],
        evidence: ['documents', 'records'],
        tracks: ['handling', 'recovery'],
        report: '原单位迟转裁定书，待遇未及时停发；分期退回。',
      });
      f.on(3).own('depthead', 'investigation', 'handling-decision', {
        handlingNumber: f.number('处'),
        handling: 'return',
      });
      f.on(1).own('unithead', 'investigation', 'conclude:propose', {
        concludeGround: 'handled',
        report: '已责令退回，当日退回一部分，余额分期，由本人书面同意的亲属账户抵扣。',
      });
    },
    stands: { intake: 'Accepted', investigation: 'AwaitingOutcome' },
  },
  {
    id: 'zhuji-veteran-duplicate',
    accused: { name: '老章', kind: 'person' },
    fund: 'pension',
    conduct: ['drawn-twice'],
    tip: { ...teller(8), amount: { cny: 80_000, basis: 'drawn' }, knownBy: 'told', concernsStaff: 'no' },
    channel: 'letter',
    received: 40,
    constructed: [
      '来信举报（原为系统比对）；查明由经办申报造成、没有故意，不处罚、不列名单，责令退回并办结；事后按纸质案卷补录',
    ],
    onPaper: 'confirmed',
    acts: (f) => {
      accepted(f, 40, NATURAL, true);
      f.on(34).tipster('intake', 'ask-result');
      questioned(f, 28);
      f.on(20).pair('officer1', 'unithead', 'investigation', 'findings-ready', {
        covered: true,
        proposesPenalty: false,
        violations: ['drawn-twice'],
        roles: ['deceived'],
        intent: 'none',
        causedBy: 'agency',
        amounts: [
          { kind: 'drawn', yuan: 80_000, knownOn: f.day },
          { kind: 'recovered', yuan: 10_000, knownOn: f.day },
        ],
        evidence: ['documents', 'records', 'statements'],
        tracks: ['handling', 'recovery'],
        report: '重复领取系镇里代为申报造成，本人没有故意。',
      });
      f.on(14).own('depthead', 'investigation', 'handling-decision', {
        handlingNumber: f.number('处'),
        handling: 'return',
      });
      f.on(10).pair('unithead', 'depthead', 'investigation', 'conclude', {
        concludeGround: 'handled',
        report: '责令退回，协商分期；建议经办机构核对同类申报。',
        controlGap: '代为申报时未核对是否另有待遇。',
      });
      f.on(7).pair('clerk', 'unithead', 'investigation', 'give-feedback', {
        feedbackHow: 'written',
        feedbackText: '您反映的重复领取属实，已责令退回。',
        nothingSecret: true,
      });
    },
    stands: { intake: 'Accepted', investigation: 'Concluded', paper: 'Confirmed' },
  },
];

const SHUANGGAI: Wrong = {
  ground: 'cheating-benefits',
  yuan: 60_000,
  violations: ['records-altered'],
  roles: ['organiser'],
  endedMonthsAgo: 7,
};
const MIANYANG: Notice = { ground: 'cheating-benefits', yuan: 80_000, fine: 160_000, listing: ['cheating'] };
const DADUKOU: Notice = { ground: 'training-body', yuan: 90_000, fine: 30_000, complex: true };
const GUANGZHOU: Notice = { ground: 'cheating-fund', yuan: 600_000, fine: 1_200_000, complex: true, grave: true };
const PUDONG: Notice = { ground: 'cheating-benefits', yuan: 580_000, fine: 1_160_000, listing: ['cheating'] };
const MIDDLEMAN: Notice = { ground: 'cheating-benefits', yuan: 27_036, fine: 81_108, listing: ['false-documents'] };
const HEYUAN: Notice = { ground: 'cheating-fund', yuan: 943_800, fine: 1_887_600, listing: ['cheating'] };
const DONGE: Notice = { ground: 'other-by-law', yuan: 0, fine: 20_000, listing: ['other-by-law'] };

const wrongOf = (w: Notice, violations: string[], endedMonthsAgo = 7): Wrong => ({
  ground: w.ground,
  yuan: w.yuan,
  violations,
  roles: ['organiser'],
  endedMonthsAgo,
});

const PENALTY: SeedCase[] = [
  {
    id: 'chongqing-jiangbei-shuanggai',
    accused: { name: '某国有控股集团社保经办人', kind: 'person' },
    fund: 'pension',
    conduct: ['records-altered', 'sham-eligibility'],
    tip: { knownBy: 'work', interest: 'colleague', concernsStaff: 'no' },
    channel: 'letter',
    received: 30,
    constructed: ['同事来信（原为飞行检查）；金额为演示所设'],
    acts: (f) => {
      accepted(f, 30, NATURAL);
      fileCase(f, 24, 7);
      questioned(f, 20);
      findings(f, 4, SHUANGGAI);
    },
    stands: { investigation: 'AwaitingOutcome', penalty: 'Proposed' },
  },
  {
    id: 'mianyang-first-reward',
    accused: { name: '某参保人', kind: 'person' },
    fund: 'pension',
    conduct: ['impersonation'],
    tip: { ...teller(9), amount: { cny: 80_000, basis: 'drawn' }, knownBy: 'saw', concernsStaff: 'no' },
    channel: 'visit',
    received: 35,
    constructed: ['处罚程序（来源未提处罚）'],
    acts: (f) => {
      accepted(f, 35, NATURAL, true);
      fileCase(f, 28, 7);
      questioned(f, 24);
      findings(f, 8, wrongOf(MIANYANG, ['impersonation']));
      notice(f, 2, MIANYANG);
    },
    stands: { investigation: 'AwaitingOutcome', penalty: 'AwaitingDefence' },
  },
  {
    id: 'chongqing-dadukou-training',
    accused: { name: '某职业培训学校', kind: 'training-body' },
    fund: 'training-subsidy',
    conduct: ['sham-training'],
    tip: { knownBy: 'told', concernsStaff: 'unsure' },
    channel: 'letter',
    received: 44,
    constructed: ['补贴设为失业保险基金列支；处罚与听证程序（原为刑事）；金额为演示所设'],
    acts: (f) => {
      accepted(f, 44, UNIT);
      fileCase(f, 36, 7);
      questioned(f, 32);
      findings(f, 20, wrongOf(DADUKOU, ['sham-training']));
      notice(f, 16, DADUKOU);
      f.on(13).theirs('officer1', 'penalty', 'ask-hearing', '听证申请书');
      f.theirs('officer1', 'penalty', 'statement', '陈述申辩书', {
        form: 'written',
        content: '学员名单由招生代理提供。',
      });
      f.on(12).own('checker', 'penalty', 'schedule-hearing', { hearingOn: f.days.ago(-4) });
      f.on(11).two('penalty', 'tell-hearing', { hearingNotice: f.number('听'), hearingService: 'direct' });
    },
    stands: { investigation: 'AwaitingOutcome', penalty: 'HearingScheduled' },
  },
  {
    id: 'guangzhou-tax-clerk-300',
    accused: { name: '某贸易公司', kind: 'employer' },
    fund: 'pension',
    conduct: ['sham-eligibility', 'official-bribery'],
    tip: { interest: 'competitor', knownBy: 'documents', concernsStaff: 'no' },
    channel: 'letter',
    received: 60,
    constructed: ['仅就补缴后已领的待遇给予处罚，已听证，待法制审核；金额为演示所设（来源的二百八十万元是行贿额）'],
    acts: (f) => {
      accepted(f, 60, UNIT);
      fileCase(f, 52, 7);
      questioned(f, 48);
      findings(f, 32, wrongOf(GUANGZHOU, ['sham-eligibility']));
      notice(f, 28, GUANGZHOU);
      f.on(25).theirs('officer1', 'penalty', 'ask-hearing', '听证申请书');
      f.on(24).own('checker', 'penalty', 'schedule-hearing', { hearingOn: f.days.ago(6) });
      f.on(23).two('penalty', 'tell-hearing', { hearingNotice: f.number('听'), hearingService: 'direct' });
      f.on(6).own('checker', 'penalty', 'hold-hearing', {
        hearingRecord: f.number('笔'),
        inPublic: 'public',
        signed: true,
      });
    },
    stands: { investigation: 'AwaitingOutcome', penalty: 'LegalReview' },
  },
  {
    id: 'pudong-brother-identity',
    accused: { name: '李某乙', kind: 'person' },
    fund: 'work-injury',
    conduct: ['drawn-after-death', 'impersonation'],
    tip: { amount: { cny: 580_000, basis: 'drawn' }, knownBy: 'told', concernsStaff: 'no' },
    channel: 'telephone',
    received: 48,
    constructed: ['来电举报（原为跨省核查）；处罚程序（原为刑事）'],
    acts: (f) => {
      accepted(f, 48, NATURAL);
      fileCase(f, 40, 7);
      questioned(f, 36);
      findings(f, 18, wrongOf(PUDONG, ['drawn-after-death']));
      notice(f, 12, PUDONG);
      decided(f, 3, PUDONG, f.number('罚'));
    },
    stands: { investigation: 'AwaitingOutcome', penalty: 'Decided', disclosure: 'Draft' },
  },
  {
    id: 'unemployment-middleman-zhang',
    accused: { name: '某科技公司', kind: 'intermediary' },
    fund: 'unemployment',
    conduct: ['organising', 'sham-eligibility'],
    tip: { ...teller(10), amount: { cny: 27_036, basis: 'drawn' }, interest: 'victim', concernsStaff: 'no' },
    channel: 'visit',
    received: 60,
    constructed: ['处罚、公开和列入名单程序（来源止于报道）；被中介代办的失业者未受处罚'],
    acts: (f) => {
      accepted(f, 60, UNIT, true);
      fileCase(f, 52, 7);
      questioned(f, 48);
      findings(f, 30, wrongOf(MIDDLEMAN, ['organising']));
      notice(f, 25, MIDDLEMAN);
      waived(f, 23);
      const number = f.number('罚');
      decided(f, 9, MIDDLEMAN, number);
      served(f, 7);
      handedIn(f, 4, '某科技公司', number, '虚构劳动关系，代办失业保险金申领。', false);
      f.on(3).own('credit', 'penalty', 'propose-listing', { condition: 'false-documents' });
      f.on(2).own('credit', 'listing', 'serve-notice', {
        number: f.number('信告'),
        service: 'direct',
        rights: true,
        twoLetters: true,
      });
    },
    stands: {
      investigation: 'AwaitingOutcome',
      penalty: 'Served',
      disclosure: 'PrivacyReview',
      listing: 'AwaitingStatement',
    },
  },
  {
    id: 'heyuan-audit-post-subsidy',
    accused: { name: '东源县某企业', kind: 'employer' },
    fund: 'employment-subsidy',
    conduct: ['forged-papers'],
    tip: { amount: { cny: 943_800, basis: 'drawn' }, knownBy: 'documents', concernsStaff: 'unsure' },
    channel: 'other-body',
    received: 100,
    constructed: ['设为失业保险基金列支的补贴、由企业以虚假材料骗取（来源为审核不严）；处罚、公开、列入、办结、归档'],
    acts: (f) => {
      accepted(f, 100, UNIT);
      fileCase(f, 90, 9);
      questioned(f, 86);
      findings(f, 70, wrongOf(HEYUAN, ['forged-papers'], 9));
      notice(f, 66, HEYUAN);
      waived(f, 64);
      const number = f.number('罚');
      decided(f, 58, HEYUAN, number);
      served(f, 56);
      handedIn(f, 55, '东源县某企业', number, '以虚假用工材料骗取社会保险补贴、岗位补贴。', false);
      published(f, 54);
      f.on(53).theirs('clerk', 'penalty', 'paid:propose', '非税收入缴款凭证', { amount: HEYUAN.fine });
      f.own('unithead', 'penalty', 'paid');
      f.on(48).pair('unithead', 'depthead', 'investigation', 'conclude', {
        concludeGround: 'handled',
        report: '罚款已缴清，补贴已退回。',
      });
      f.on(44).pair('clerk', 'unithead', 'investigation', 'archive', {
        packageComplete: true,
        archiveNumber: f.number('档'),
        retention: 'long',
      });
      listed(f, 40, 'cheating');
    },
    stands: { investigation: 'Archived', penalty: 'Executed', disclosure: 'Published', listing: 'Listed' },
  },
  {
    id: 'donge-wrong-organ',
    accused: { name: '某纺织品公司', kind: 'employer' },
    fund: 'pension',
    conduct: ['contributions-unpaid'],
    tip: { ...teller(11), interest: 'victim', knownBy: 'documents', concernsStaff: 'no' },
    channel: 'visit',
    received: 110,
    constructed: ['处罚、公开、列入名单（来源是责令改正）；因超越职权被复议撤销是真的，撤回公开、撤销列入为演示所设'],
    acts: (f) => {
      accepted(f, 110, { ...UNIT, regime: 'labour-inspection', money: 'never-in' }, true);
      fileCase(f, 102, 9, 'unithead');
      questioned(f, 98);
      findings(f, 85, wrongOf(DONGE, ['contributions-unpaid'], 9));
      notice(f, 80, DONGE);
      waived(f, 78);
      const number = f.number('罚');
      decided(f, 70, DONGE, number);
      f.two('penalty', 'filed-upward', { filingNumber: f.number('备') });
      served(f, 68);
      handedIn(f, 66, '某纺织品公司', number, '未按规定足额缴纳社会保险费，逾期不改正。', false);
      published(f, 65);
      listed(f, 60, 'other-by-law');
      f.on(16).theirs('legal', 'penalty', 'reversed-outside:propose', '行政复议决定书', {
        body: 'reconsideration-organ',
        how: 'annulled',
        decidedOn: f.days.ago(18),
        reachedOn: f.day,
        procedural: false,
        redoOrdered: false,
        final: true,
      });
      f.own('depthead', 'penalty', 'reversed-outside');
      f.on(14).pair('disclosure', 'checker', 'disclosure', 'withdraw', {
        publicReason: '原处罚决定已被行政复议机关以超越职权为由撤销。',
      });
      f.own('credit', 'listing', 'tell-platform', { number: f.number('信') });
      f.on(11).theirs('credit', 'listing', 'deletion-confirmed', '删除确认函');
    },
    stands: { penalty: 'Reversed', disclosure: 'Withdrawn', listing: 'Revoked' },
  },
];

const POLICE: SeedCase[] = [
  {
    id: 'shaanxi-wu-contract-clerk',
    accused: { name: '聘用制经办员吴某', kind: 'agency-staff' },
    fund: 'pension',
    conduct: ['records-altered', 'official-bribery'],
    tip: { knownBy: 'work', interest: 'colleague', concernsStaff: 'yes' },
    channel: 'letter',
    received: 18,
    constructed: ['内部来信；被举报人设在本单位经办大厅；昨日移送公安，尚在三日之内'],
    acts: (f) => {
      accepted(f, 18, { ...NATURAL, accusedUnit: 'agency-hall' });
      f.on(10).two('investigation', 'secure-evidence', { securedKinds: ['records'], securedOn: f.day });
      f.own('unithead', 'investigation', 'official-involved', { cadre: 'own' });
      suspected(f, 4, 25_750_000, 'duty');
      atPolice(f, 1);
    },
    stands: { investigation: 'AwaitingOutcome', 'police-referral': 'AtPolice' },
  },
  {
    id: 'shanghai-minhang-qian-census',
    accused: { name: '钱某', kind: 'person' },
    fund: 'pension',
    conduct: ['drawn-after-death'],
    tip: { amount: { cny: 270_000, basis: 'drawn' }, knownBy: 'saw', concernsStaff: 'no' },
    channel: 'other-body',
    received: 30,
    constructed: ['居委会转来（原为直接报警）；公安不予立案，复议期限在走，复议申请待正职负责人批准'],
    acts: (f) => {
      accepted(f, 30, NATURAL);
      questioned(f, 20);
      suspected(f, 5, 270_000);
      atPolice(f, 3);
      notFiled(f, 1);
      f.two('police-referral', 'ask-reconsideration:propose', { number: f.number('复') });
    },
    stands: { investigation: 'AwaitingOutcome', 'police-referral': 'RefusalReceived' },
  },
  {
    id: 'yongkang-village-accountant',
    accused: { name: '村会计胡某', kind: 'other' },
    fund: 'pension',
    conduct: ['sham-eligibility', 'forged-papers'],
    tip: { knownBy: 'documents', concernsStaff: 'no' },
    channel: 'other-body',
    received: 45,
    constructed: ['移送、不立案、复议维持、提请检察监督（没有见到这样的真实案件）；金额为演示所设'],
    acts: (f) => {
      accepted(f, 45, NATURAL);
      questioned(f, 35);
      suspected(f, 22, 120_000);
      atPolice(f, 20);
      notFiled(f, 19);
      f.on(18).pair('officer1', 'principal', 'police-referral', 'ask-reconsideration', { number: f.number('复') });
      f.on(17).theirs('officer1', 'police-referral', 'upheld', '复议决定书');
      f.on(16).pair('officer1', 'principal', 'police-referral', 'ask-procurator', { number: f.number('检') });
      f.on(12).theirs('officer1', 'police-referral', 'reasons-asked', '要求说明不立案理由通知书副本');
    },
    stands: { investigation: 'AwaitingOutcome', 'police-referral': 'ProcuratorSupervision' },
  },
  {
    id: 'putian-hanjiang-training',
    accused: { name: '承包人林某', kind: 'training-body' },
    fund: 'training-subsidy',
    conduct: ['sham-training'],
    tip: { knownBy: 'work', concernsStaff: 'unsure' },
    channel: 'letter',
    received: 32,
    constructed: ['补贴设为失业保险基金列支；公安逾期未答复；金额为演示所设'],
    acts: (f) => {
      accepted(f, 32, NATURAL);
      questioned(f, 22);
      suspected(f, 14, 200_000);
      atPolice(f, 12);
    },
    stands: { investigation: 'AwaitingOutcome', 'police-referral': 'EscalateToProcurator' },
  },
  {
    id: 'chengde-248-pay-again',
    accused: { name: '市社保局科员白某', kind: 'agency-staff' },
    fund: 'pension',
    conduct: ['embezzlement', 'records-altered'],
    tip: { ...teller(12), interest: 'victim', knownBy: 'documents', concernsStaff: 'yes' },
    channel: 'visit',
    received: 80,
    constructed: ['参保人来访；移送公安的经过'],
    acts: (f) => {
      accepted(f, 80, { ...NATURAL, accusedUnit: 'agency-hall' }, true);
      f.on(70).two('investigation', 'secure-evidence', {
        securedKinds: ['documents', 'records'],
        securedOn: f.day,
      });
      suspected(f, 60, 8_000_000);
      atPolice(f, 58);
      filedByPolice(f, 57);
      f.on(30).theirs('officer1', 'police-referral', 'criminal-news', '起诉意见书抄送件', { news: 'prosecution' });
      f.on(10).theirs('officer1', 'police-referral', 'criminal-news', '开庭通知', { news: 'hearing' });
      f.on(8).pair('unithead', 'depthead', 'investigation', 'conclude', {
        concludeGround: 'handled',
        report: '已移送公安机关并立案；参保人是被害人，不得要求其重复缴费。',
        controlGap: '缴费须经征收机构账户，个人不得代收。',
      });
    },
    stands: { investigation: 'Concluded', 'police-referral': 'CriminalTrack' },
  },
  {
    id: 'hangzhou-47-graduates',
    accused: { name: '中介邱某', kind: 'intermediary' },
    fund: 'employment-subsidy',
    conduct: ['organising', 'sham-eligibility'],
    tip: { amount: { cny: 490_000, basis: 'drawn' }, knownBy: 'told', concernsStaff: 'no' },
    channel: 'telephone',
    received: 90,
    constructed: [
      '设为失业保险基金列支的补贴；情节轻微者不起诉并附检察意见、退回行政处理（没有见到反向衔接的真实案件）',
    ],
    acts: (f) => {
      accepted(f, 90, NATURAL);
      questioned(f, 80);
      suspected(f, 60, 490_000);
      atPolice(f, 58);
      filedByPolice(f, 57);
      f.on(9).theirs('clerk', 'police-referral', 'track-ended:propose', '不起诉决定书', {
        how: 'not-prosecuted',
        opinion: true,
      });
      f.own('unithead', 'police-referral', 'track-ended');
    },
    stands: { investigation: 'Investigating', 'police-referral': 'ReturnedToAdministrative' },
  },
];

/** Cases at every stage, in the order of the proceedings. */
export const CASES: readonly SeedCase[] = [...INTAKE, ...INVESTIGATION, ...PENALTY, ...POLICE];
