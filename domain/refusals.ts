import type { BasisKind, Refusal } from './case/types.ts';
import type { Bilingual } from './law/types.ts';

/** One refusal: its sentences, what it rests on, and what its HTTP status is where that does not follow from it. */
export interface RefusalEntry {
  /** `{name}` stands for what is put in where it is said. */
  zh: string;
  en: string;
  kind: BasisKind;
  /** The article where law refuses; absent: none, or the one of the edition in force, named where it is said. */
  clause?: string;
  /** What the person can do instead. */
  remedy?: Bilingual;
  /** Of what must not be seen to exist. */
  status?: 404;
}

/**
 * Every refusal, by its stable code. A code that is said of several things has a sentence for each: `code/of what`.
 */
export const REFUSALS = {
  // Who may do what
  'case-unknown': {
    zh: '没有这个案件，或者您不能查看。',
    en: 'There is no such case, or you may not see it.',
    kind: 'person',
    status: 404,
  },
  'clerk-is-not-officer': {
    zh: '受理登记与调查承办须由不同的人办理。',
    en: 'The clerk who registered the tip cannot investigate it.',
    kind: 'law',
    clause: 'INC12 (四): duties apart',
  },
  'not-for-staff': { zh: '这一步不由工作人员办理。', en: 'This step is not taken by staff.', kind: 'state' },
  'not-your-role': { zh: '您的岗位不办理这一步。', en: 'Your post does not take this step.', kind: 'person' },
  'not-your-role/page': { zh: '您的岗位不能查看这里。', en: 'Your post has no access here.', kind: 'person' },
  'not-assigned': {
    zh: '您不是本案的承办人。',
    en: 'You are not an officer assigned to this case.',
    kind: 'person',
    clause: 'APL art. 42',
  },
  'certificate-expired': {
    zh: '您的监督检查证已失效，不能办理执法事项。',
    en: 'Your inspection certificate is not valid on this day.',
    kind: 'law',
    clause: 'APL art. 42',
  },
  'certificate-expired/second': {
    zh: '另一名承办人的监督检查证已失效。',
    en: "The other officer's inspection certificate is not valid on this day.",
    kind: 'law',
    clause: 'APL art. 42',
  },
  'not-the-same-person': {
    zh: '您已办理前一步，这一步须由另一人办理。',
    en: 'You took the step before; another person must take this one.',
    kind: 'law',
    clause: 'SH21 (五); INC12 (四)',
  },
  'not-the-same-person/linked': {
    zh: '该关联由您登记，须由另一人复核确认。',
    en: 'You registered this link yourself; somebody else confirms it.',
    kind: 'house',
    clause: 'house: conflict check by two',
  },
  'not-the-same-person/recorded': {
    zh: '该回避申请由您登记或者录入，须由另一人决定或者录入上级机关的决定。',
    en: 'You recorded or typed in this request yourself; somebody else decides it, or enters what the organ above decided.',
    kind: 'house',
    clause: 'house: conflict check by two',
  },
  'two-officers': {
    zh: '须由两名以上承办人办理，请填写本案另一名承办人。',
    en: 'Two officers are needed: name the other officer assigned to this case.',
    kind: 'law',
    clause: 'APL art. 42; M48 art. 26',
  },

  // Any act: its place, its moment, its form
  'form-invalid': { zh: '日期或者时刻无效。', en: 'A date or instant is not valid.', kind: 'form' },
  'occurred-in-future': {
    zh: '发生时间不能晚于现在。',
    en: 'An act cannot have happened in the future.',
    kind: 'state',
    clause: 'CC art. 201',
  },
  'proceeding-unknown': {
    zh: '没有这个程序。',
    en: 'There is no such proceeding in this case.',
    kind: 'state',
    status: 404,
  },
  'act-unknown': {
    zh: '没有这个办理事项。',
    en: 'There is no such act in this proceeding.',
    kind: 'form',
    status: 404,
  },
  'paper-second': {
    zh: '补录须有另一名工作人员见证。',
    en: 'A paper act needs a second member of staff.',
    kind: 'house',
    clause: 'house: paper acts',
  },
  'own-act-backdated': {
    zh: '本机关和举报人自己的办理以录入时为准；本机关更早的办理只能作为纸质办理补录（文号、页数、扫描件、第二人）。',
    en: 'What one does oneself happens when it is recorded; an earlier act of ours only as a paper act with number, pages, scan and a second person.',
    kind: 'house',
    clause: 'house: two times',
  },
  'instant-needed': {
    zh: '这一步起算以小时计的期限，请填写具体时刻。',
    en: 'A period in hours starts here: give the time of day.',
    kind: 'law',
    clause: 'CC art. 201',
  },
  'nothing-proposed': {
    zh: '还没有人提出这一步，不能直接决定。',
    en: 'Nobody has proposed this step yet.',
    kind: 'house',
    clause: 'house: pairs',
  },
  'not-your-own-proposal': {
    zh: '提出的人不能自己批准。',
    en: 'Nobody approves what they proposed.',
    kind: 'law',
    clause: 'SH21 (五); INC12 (四)',
  },
  'proposer-stepped-aside': {
    zh: '提出的人已经回避，请由其他人重新提出。',
    en: 'Who proposed this has stepped aside since: another person must propose it.',
    kind: 'law',
    clause: 'M49 art. 35; APL art. 43',
  },
  'person-unknown/asking': { zh: '没有这名工作人员。', en: 'There is no such member of staff.', kind: 'person' },
  'before-its-event': {
    zh: '发生时间早于它所回应的事项。',
    en: 'The act is dated before the event it answers.',
    kind: 'state',
  },
  'not-for-tipster': { zh: '这一步不由举报人办理。', en: 'This step is not taken by the tipster.', kind: 'person' },
  'extension-after-expiry': {
    zh: '期限已届满，不能再延长。',
    en: 'The period is over: it can no longer be extended.',
    kind: 'law',
  },
  'extension-once': { zh: '该期限只能延长一次。', en: 'This period can be extended once only.', kind: 'law' },
  'not-in-this-state': {
    zh: '“{state}”状态下不能办理“{act}”。',
    en: '“{act}” is not possible in the state “{state}”.',
    kind: 'state',
  },
  'extension-beyond-bound': {
    zh: '延长合计不得超过{most}个单位日。',
    en: 'Extensions may not exceed {most} in all.',
    kind: 'law',
  },
  'form-invalid/fields': {
    zh: '表单有误，请按提示更正。',
    en: 'The form has mistakes: correct the named fields.',
    kind: 'form',
  },
  'person-unknown': { zh: '没有这名工作人员。', en: 'There is no such member of staff.', kind: 'form' },
  'later-acts': {
    zh: '此后已有办理记录，不能再补录到那之前。',
    en: 'People have acted since then: the act can no longer be entered before that.',
    kind: 'state',
  },
  'proceeding-went-on': {
    zh: '该程序此后已经结束，由后续程序承接。',
    en: 'This proceeding has ended since and another one has taken it on.',
    kind: 'state',
    remedy: { zh: '请在后续程序中录入', en: 'Enter it in the proceeding that followed' },
  },

  // What was entered from paper
  'paper-unconfirmed': {
    zh: '本案有补录的纸质办理尚未由第二人逐份核对，核对以前不得对外发出任何内容。',
    en: 'What was entered from paper has not been confirmed by a second person: nothing leaves the building before.',
    kind: 'house',
    clause: 'house: paper acts',
    remedy: { zh: '请另一名受理员或者负责人核对纸质案卷', en: 'Have another clerk or a head confirm the paper file' },
  },
  'paper-contested': {
    zh: '被列名的人对补录的纸质办理有异议，处理以前不得对外发出任何内容。',
    en: 'Somebody named contests what was entered from paper: nothing leaves the building until it is settled.',
    kind: 'house',
    clause: 'house: paper acts',
    remedy: { zh: '请部门负责人处理异议', en: 'Have the head of the department settle it' },
  },
  'paper-refuted': {
    zh: '补录的办理经查并无其事，本案不再对外发出任何内容。',
    en: 'What was entered from paper was found not to have been done: nothing leaves the building from this case.',
    kind: 'house',
    clause: 'house: paper acts',
    remedy: { zh: '请以真实的办理另立案件', en: 'Begin anew with what was really done' },
  },
  'proposed-on-paper': {
    zh: '这一步的提出是补录的：对外发出须由两人现在办理，请重新提出。',
    en: 'This was proposed on paper only: what leaves the building is done now, by two. Have it proposed again.',
    kind: 'house',
    clause: 'house: paper acts',
  },
  'not-your-role/looks': {
    zh: '须由另一位负责人复核确认。',
    en: 'Another head confirms this as a second person.',
    kind: 'person',
  },
  'not-your-role/not-named': {
    zh: '补录的办理没有列您为办理人。',
    en: 'What was entered does not name you.',
    kind: 'person',
  },
  'not-your-role/not-entered-by-you': {
    zh: '本案没有您录入的文书。',
    en: 'You have entered no document of this file.',
    kind: 'person',
  },
  'entered-by-yourself': {
    zh: '录入的人不能核对自己录入的案卷，请由另一名工作人员核对。',
    en: 'Nobody checks what they entered themselves: another member of staff does.',
    kind: 'house',
    clause: 'house: paper acts',
  },
  'documents-differ': {
    zh: '只能更正自己录入的文书，每份列一次。',
    en: 'Only documents that you entered yourself, each once.',
    kind: 'house',
    clause: 'house: paper acts',
  },
  'own-matter': {
    zh: '提出异议的人和录入的人不能处理该异议。',
    en: 'Neither who contested it nor who entered it settles it.',
    kind: 'law',
    clause: 'SH21 (五); INC12 (四)',
  },
  'documents-differ/counted': {
    zh: '与补录的案卷不一致：{some}{more}。请对照原件重新核对；录入有误的，由录入人更正页数。',
    en: 'This is not what was entered: {some}{more}. Look at the originals again; where it was entered wrongly, who entered it corrects the pages.',
    kind: 'house',
    clause: 'house: paper acts',
  },
  'documents-differ/pages': {
    zh: '各份文书的页数与录入的不完全一致。哪一份不同不作提示：请对照每一份原件重新核对；录入有误的，由录入人更正页数。每次不符都记入查阅记录。',
    en: 'The pages are not all as they were entered. It is not said where: look at every original again; where it was entered wrongly, who entered it corrects the pages. Each try that does not agree is recorded in the access journal.',
    kind: 'house',
    clause: 'house: paper acts',
  },
  'pages-differ': {
    zh: '“{number}”在本案已经补录过，页数不同：一份文书只有一个页数。',
    en: '“{number}” was entered in this case before with another number of pages: a document has one.',
    kind: 'form',
  },
  'not-your-role/enter': {
    zh: '只有受理岗位可以录入来件。',
    en: 'Only an intake post enters what came by other ways.',
    kind: 'person',
  },
  'received-in-future': {
    zh: '接收时间不能晚于现在。',
    en: 'A tip cannot have been received in the future.',
    kind: 'state',
    clause: 'CC art. 201',
  },
  'before-the-law': {
    zh: '接收日早于《社会保险基金监督举报工作管理办法》施行之日（{day}），请核对；确属当时接收的，请确认后再提交。',
    en: 'Received before the measures came into force ({day}): check the year; if it is right, confirm it and send again.',
    kind: 'form',
    remedy: {
      zh: '核对年份；无误的，带上 confirmBeforeLaw 再提交',
      en: 'Check the year; if it is right, send again with confirmBeforeLaw',
    },
  },

  // Recusal
  'recusal-unknown': { zh: '没有这一项回避申请。', en: 'There is no such request for recusal.', kind: 'state' },
  'recusal-person': { zh: '请写明回避的人员。', en: 'Name the person who steps aside.', kind: 'form' },
  'recusal-by-two': {
    zh: '该申请没有写明何人，或者由举报人直接提出而须由上级机关决定：没有写明何人的，同意回避由一人提出，另一人批准；由上级机关决定的，无论同意与否，均由一人提出，另一人确认。',
    en: 'This request does not say whom it means, or the tipster made it and the organ above decides it. To grant the first one person puts it forward and another approves; what the organ above decided, either way, one enters and another confirms.',
    kind: 'house',
    clause: 'house: conflict check by two',
  },
  'recusal-not-meant': {
    zh: '此人不担任申请所指的职务：申请指的是另外的人的，请先登记指明该人的申请。',
    en: 'This person does not hold the post that the request names: where it means somebody else, first a request that names them is recorded.',
    kind: 'law',
    clause: 'M49 art. 35',
  },
  'recusal-own-case': {
    zh: '涉及本人或者其近亲属的回避申请不能由本人决定。',
    en: 'Nobody decides a request about themselves or their relatives.',
    kind: 'law',
    clause: 'M49 art. 35',
  },

  // Intake
  'outside-regime': {
    zh: '该事项不属于基金监督举报范围，不能受理。',
    en: 'This matter is no tip under M49: it cannot be accepted.',
    kind: 'law',
  },
  'never-paid-in': {
    zh: '应缴未缴不是从基金中错误支出，不能按基金监督举报受理。',
    en: 'Contributions never paid in are not money taken out of the fund: not a tip under M49.',
    kind: 'law',
    clause: 'M49 art. 11 ¶1',
    remedy: {
      zh: '转劳动保障监察或者移送征收机构',
      en: 'Hand over to labour inspection or transfer to the collection body',
    },
  },
  'inside-scope': {
    zh: '登记为基金监督举报的事项，不能以“不属于举报范围”不予受理；登记有误的请先更正。',
    en: 'A matter registered as inside the scope cannot be refused as outside of it; correct the registration first.',
    kind: 'law',
    clause: 'M49 art. 21 ¶1(1)',
  },
  'concluded-case-unnamed': {
    zh: '请写明已办结的案件。',
    en: 'Name the case that was concluded.',
    kind: 'law',
    clause: 'M49 art. 21 ¶1(3)',
  },
  'tipster-not-contacted': {
    zh: '实名举报应先联系举报人核实补充。',
    en: 'A real-name tipster is contacted first.',
    kind: 'law',
    clause: 'M49 art. 17 ¶4',
  },
  'unit-unknown': { zh: '没有这个内设机构。', en: 'There is no such unit.', kind: 'form' },
  'ours-not-looked-for': {
    zh: '举报可能涉及本机关人员，纸质案卷登记为不涉及：核对时须一并核实。',
    en: 'The tip may concern our staff and the paper says that it concerns none: whoever confirms the file looks at that, too.',
    kind: 'house',
    clause: 'house: conflict check by two',
  },
  'kept-away-not-said': {
    zh: '举报人写明了不得接触本案的人：请选出这些人员，或者确认所指不是本机关人员。',
    en: 'The tip says who shall not see it: choose who that is, or confirm that it is nobody of ours.',
    kind: 'house',
    clause: 'house: conflict check before assignment',
  },
  'nobody-kept-away': {
    zh: '举报人没有写明不得接触本案的人：有人应当回避的，请按回避程序申请和决定。',
    en: 'The tip keeps nobody away: who has to step aside does so by a request for recusal that is decided.',
    kind: 'house',
    clause: 'house: conflict check before assignment',
  },
  'no-head-left': {
    zh: '这样办理，本机关和上级机关就没有其他可以办理和决定的负责人了：请先由上级机关（没有上级机关的，由任命机关）另派负责人，再办理；举报内容不变。',
    en: 'No other head would be left, here or in the organ above, who can deal with it and decide: first the organ above, or where there is none the organ that appoints, names another one. The tip stays as it is.',
    kind: 'house',
    clause: 'house: no case is lost; M49 art. 35',
  },
  'nobody-decides': {
    zh: '没有可以对此作出决定的人：请先由上级机关（没有上级机关的，由任命机关）指派负责人，再更正被举报人关联，然后提出。',
    en: 'There is nobody who could decide on it: first the organ above, or where there is none the organ that appoints, names a head; then the link of the accused is corrected, and it is put forward.',
    kind: 'house',
    clause: 'house: no case is lost; M49 art. 35',
  },
  'changed-since-read': {
    zh: '您看到的内容已经改变：请重新阅读，再作决定。',
    en: 'What you decide on has changed since you read it: read it again, then decide.',
    kind: 'state',
  },
  'not-stepped-aside': {
    zh: '此人没有在本案回避，或者因为与所并案件的关系而回避。',
    en: 'This person did not step aside in this case, or is outside it for another case of the merge.',
    kind: 'form',
  },
  'staff-not-linked': {
    zh: '举报涉及本单位人员，请关联机构或者人员；核实确非本单位人员的，请勾选确认。',
    en: 'The tip may concern our staff: link a unit or a person, or confirm that they are not ours.',
    kind: 'house',
    clause: 'house: conflict check before assignment',
  },
  'nobody-else-receives': {
    zh: '您指明不得接触的，或者被举报的，就是这里能够接收这件举报的岗位，上级机关也无人接收。举报没有提交，系统没有留存。可以通过纪检监察机关对外公布的举报渠道反映。',
    en: 'Whoever could receive this tip here is named in it as accused or as not to see it, and nobody above can receive it. It was not sent and nothing was kept. The discipline and supervision organ publishes a door of its own for tips.',
    kind: 'house',
    clause: 'house: another door',
  },
  'second-person-first': {
    zh: '举报可能涉及本机关人员而登记为不涉及，或者撤回了关联：须先由另一人复核确认，或者更正关联。',
    en: 'The tip may concern our staff and was registered as concerning none, or a link was taken back: first somebody else confirms that, or the link is corrected.',
    kind: 'house',
    clause: 'house: conflict check by two',
  },
  'no-second-person-needed': {
    zh: '没有待复核的登记。',
    en: 'No registration waits for a second person.',
    kind: 'state',
  },
  'own-conflict': {
    zh: '涉及本人、本人所在机构或者近亲属的，不能由本人认定：请移交另一受理岗位，或者申请本人回避。',
    en: 'Nobody decides about themselves, their unit or their relatives: pass the case on to another intake post, or give notice of your own recusal.',
    kind: 'law',
    clause: 'M49 art. 35',
  },
  'no-other-door': {
    zh: '没有可以移交的其他受理岗位。',
    en: 'There is no other intake post to pass it on to.',
    kind: 'house',
    clause: 'house: another door',
  },
  'clue-date': {
    zh: '新线索的接收日不能晚于今天或者早于不予受理之日。',
    en: 'The clue was received neither in the future nor before the refusal.',
    kind: 'law',
    clause: 'CC art. 201',
  },
  'objection-lapsed': {
    zh: '对交办提出异议的期限已过。',
    en: 'The period for objecting to the assignment is over.',
    kind: 'law',
    clause: 'PR art. 23 ¶3',
  },
  'return-not-agreed': {
    zh: '信访事项经转送机关同意方可退还。',
    en: 'A petition is returned only after the sender agrees.',
    kind: 'law',
    clause: 'PR art. 23 ¶3',
  },
  'already-withdrawn': { zh: '已经撤回。', en: 'It was withdrawn already.', kind: 'state' },
  'not-real-name': {
    zh: '只向实名举报人告知处理结果。',
    en: 'The result is told to real-name tipsters.',
    kind: 'law',
    clause: 'M49 art. 30',
  },
  'notice-not-owed': {
    zh: '没有待发的告知：匿名、未要求告知或者已经告知。',
    en: 'No notice is owed: anonymous, not asked for, or sent already.',
    kind: 'law',
    clause: 'M49 art. 22',
  },
  'notice-not-this': {
    zh: '告知内容与办理状态不符。',
    en: 'What is told does not fit the state of the tip.',
    kind: 'law',
    clause: 'M49 art. 22',
  },
  'nothing-open': { zh: '案件已归档。', en: 'The case is archived.', kind: 'state' },
  'result-not-asked': {
    zh: '举报人未要求告知处理结果，或者已经答复。',
    en: 'The result was not asked for, or it was answered.',
    kind: 'law',
    clause: 'M49 art. 30',
  },
  'not-that-way': {
    zh: '该事项按登记的类别不应转往那里。',
    en: 'By the regime it was registered under, this matter does not go there.',
    kind: 'law',
  },
  'transfer-letter-unnamed': {
    zh: '移送须有移送函：请填写移送函文号。',
    en: 'Nothing is transferred without a letter: give its number.',
    kind: 'law',
    clause: 'M49 art. 21 ¶2; SIL art. 82 ¶2',
  },
  'transfer-letter-first': {
    zh: '尚未发出移送函：先发出并登记文号，再录入对方的回执。',
    en: 'No transfer letter went out: it is sent and its number recorded first, then comes the receipt of the other body.',
    kind: 'law',
    clause: 'M49 art. 21 ¶2; SIL art. 82 ¶2',
  },
  'not-that-channel': {
    zh: '该事项按登记的类别不应转往那里。',
    en: 'By the regime it was registered under, this matter does not go there.',
    kind: 'law',
  },

  // Merging
  'leading-unknown': {
    zh: '主案不存在，或者它本身已并入他案。',
    en: 'There is no such leading case, or it is itself merged.',
    kind: 'form',
  },
  'leading-not-open': {
    zh: '主案已办结或者不在办理中。',
    en: 'The leading case is no longer open.',
    kind: 'law',
    clause: 'M49 art. 23 ¶2',
  },
  'leading-not-accepted': {
    zh: '带新线索的重复举报只能并入已受理、未办结的主案。',
    en: 'A repeat with a new clue is merged only into a case accepted and not concluded.',
    kind: 'law',
    clause: 'M49 art. 23 ¶2',
  },
  'leading-not-under-review': {
    zh: '主案不在审查中。',
    en: 'The leading case is not under review.',
    kind: 'law',
    clause: 'M49 art. 23 ¶2',
  },
  'has-merged-tips': {
    zh: '本案还有并入的举报。',
    en: 'Other tips are merged into this case.',
    kind: 'house',
    clause: 'house: a merged tipster remains',
  },

  // Investigation
  'two-officers/assigned': {
    zh: '须指派两名以上不同的承办人。',
    en: 'Two or more different officers are needed.',
    kind: 'law',
    clause: 'APL art. 42; M48 art. 26',
  },
  'clue-date/investigation': {
    zh: '接收日不能晚于今天。',
    en: 'The clue was not received in the future.',
    kind: 'law',
    clause: 'CC art. 201',
  },
  'conclusion-ground': {
    zh: '办结依据与处理结果不符。',
    en: 'The ground named does not fit the outcomes.',
    kind: 'law',
    clause: 'M49 art. 27 ¶1(1)–(3)',
  },
  'not-an-officer': {
    zh: '被指派的人员不是本机关的承办人。',
    en: 'A person named is no investigating officer of this organ.',
    kind: 'law',
    clause: 'APL art. 42',
  },
  'not-its-officer': {
    zh: '此人已不是本案的承办人，无需移交。',
    en: 'This person is no officer of the case any more: there is nothing to hand over.',
    kind: 'state',
  },
  'officer-not-available': {
    zh: '被指派的人员中有人目前不能承办本案，请另行指派。',
    en: 'A person named cannot take this case at present: assign somebody else.',
    kind: 'law',
    clause: 'APL arts. 42–43; M49 art. 35',
  },
  'accused-not-linked': {
    zh: '尚未登记被举报人与本单位的关联，不能指派。',
    en: 'The accused is not linked yet: nobody can be assigned.',
    kind: 'house',
    clause: 'house: conflict check before assignment',
  },
  'evidence-first': {
    zh: '接触被举报人之前，须先固定证据，并经负责人审核接触方案。',
    en: 'Evidence is secured, and the plan of contact reviewed, before any contact with the accused.',
    kind: 'house',
    clause: 'house: evidence before contact (cf. M49 art. 36; APL art. 56)',
    remedy: { zh: '先办理“固定证据”和“审核接触方案”', en: 'First: secure the evidence, then clear the contact' },
  },
  'evidence-not-secured': {
    zh: '尚未固定证据。',
    en: 'The evidence is not secured yet.',
    kind: 'house',
    clause: 'house: evidence before contact',
  },
  'disputed-finding': {
    zh: '鉴定、审计结论有异议的，应先重新鉴定。',
    en: 'A contested expert finding goes to re-appraisal first.',
    kind: 'house',
    clause: 'house: re-appraisal before referral',
  },
  'match-is-a-lead': {
    zh: '数据比对只是线索，不能单独作为认定依据。',
    en: 'A data match is a lead, never a finding by itself.',
    kind: 'law',
    clause: 'APL art. 40',
  },
  'cause-and-intent': {
    zh: '拟处罚前应查明由谁造成、有无故意。',
    en: 'Who caused it, and whether there was intent, is answered before a penalty is proposed.',
    kind: 'law',
    clause: 'APL arts. 33 ¶2, 40',
  },
  'penalty-ground': {
    zh: '拟处罚的，请选择处罚依据。',
    en: 'Name the ground of the penalty.',
    kind: 'law',
    clause: 'APL art. 57',
  },
  'case-not-filed': {
    zh: '尚未立案，不能提出处罚。',
    en: 'No penalty is proposed before the case was filed.',
    kind: 'law',
    clause: 'APL art. 54 ¶2',
  },
  'amount-not-known-yet': {
    zh: '金额的查明日不能晚于今天。',
    en: 'An amount cannot be known later than today.',
    kind: 'form',
  },
  'out-of-time': {
    zh: '违法行为已超过处罚时效，不能立案处罚。',
    en: 'The act is out of time: no case is filed on it.',
    kind: 'law',
    clause: 'APL art. 36; LSI art. 20',
  },
  'suspension-without-rule': {
    zh: '该中止情形只适用于浙江的劳动保障监察案件。',
    en: 'This ground exists only for labour-inspection cases in Zhejiang.',
    kind: 'law',
    clause: 'ZJ-LSI art. 30 ¶2; M49 art. 28',
  },
  'cause-ended-on': {
    zh: '中止情形消除之日应在中止之后、今天之前。',
    en: 'The cause ended after the suspension and not in the future.',
    kind: 'law',
    clause: 'M49 art. 28',
  },
  'notice-too-late': {
    zh: '距检查已不足法定的工作日，应另定检查日，或者到场送达并注明理由。',
    en: 'Fewer full working days are left than the law wants: move the check, or serve on the spot with the ground noted.',
    kind: 'law',
    clause: 'M48 art. 22(1)',
  },
  'on-spot-ground': {
    zh: '到场送达须确认事先通知有碍检查。',
    en: 'Notice on the spot needs the ground that notice beforehand would spoil the check.',
    kind: 'law',
    clause: 'M48 art. 22(1)',
  },
  'check-in-past': { zh: '检查日不能早于今天。', en: 'The check cannot lie in the past.', kind: 'form' },
  'inspection-not-running': {
    zh: '没有在办的监察案件期限。',
    en: 'No inspection case is running.',
    kind: 'law',
    clause: 'LSI art. 17',
  },
  'no-clue-waits': {
    zh: '没有待审查的新线索。',
    en: 'No new clue waits for review.',
    kind: 'law',
    clause: 'M49 art. 21 ¶1(3)',
  },
  'result-still-owed': {
    zh: '举报人要求的处理结果尚未答复，不能归档。',
    en: 'The tipster still waits for the result: not to be archived yet.',
    kind: 'law',
    clause: 'M49 art. 30',
  },
  'evidence-still-held': {
    zh: '先行登记保存的证据尚未处理。',
    en: 'Evidence kept in advance is still undecided.',
    kind: 'law',
    clause: 'APL art. 56',
  },
  'other-proceedings-open': {
    zh: '本案的处罚或者移送程序尚未结束，请把对方并入本案。',
    en: 'A penalty or a referral is open here: merge the other case into this one.',
    kind: 'house',
    clause: 'house: merge into the case that is further on',
  },
  'nothing-to-tell': {
    zh: '没有待告知的延长或者中止。',
    en: 'There is no extension or suspension to tell.',
    kind: 'law',
    clause: 'ZJ-LSI art. 30 ¶3',
  },
  'penalty-pending': {
    zh: '处罚程序尚未作出决定。',
    en: 'The penalty proceeding has not decided yet.',
    kind: 'law',
    clause: 'APL art. 57',
  },
  'not-cleared': {
    zh: '查无此事的，才能澄清。',
    en: 'Only somebody against whom nothing was found is cleared.',
    kind: 'law',
    clause: 'GP art. 53',
  },
  'finding-without-outcome': {
    zh: '尚有未得出结果的事项：{open}。',
    en: 'Something has no outcome yet: {open}.',
    kind: 'law',
    clause: 'M49 art. 27 ¶1',
  },

  // Penalty
  'time-barred': {
    zh: '违法行为终了后二年内（涉及金融安全且有危害后果的五年内）未被发现，不再给予处罚。',
    en: 'The act stayed undiscovered for two years after it ended (five where financial safety was harmed): no penalty.',
    kind: 'law',
    clause: 'APL art. 36; LSI art. 20',
    remedy: { zh: '提出不予处罚', en: 'Propose not to punish' },
  },
  'amount-known-later': {
    zh: '金额的查明日不能晚于告知日。',
    en: 'An amount cannot be known after the day of the notice.',
    kind: 'form',
  },
  'sum-without-kind': {
    zh: '罚款、没收的种类与金额不一致。',
    en: 'A fine or confiscation needs both the kind and a sum.',
    kind: 'form',
  },
  'fine-above-5x': {
    zh: '罚款不得超过骗取金额的五倍；请先填写骗取金额。',
    en: 'The fine may not exceed five times the amount drawn; state that amount first.',
    kind: 'law',
    clause: 'SIL arts. 87–88; SIO art. 55',
  },
  'fine-below-2x': {
    zh: '罚款低于骗取金额的二倍，须有法定减轻情节。',
    en: 'A fine below twice the amount drawn needs a ground of leniency.',
    kind: 'law',
    clause: 'SIL arts. 87–88; APL art. 32',
  },
  'fined-before': {
    zh: '同一违法行为已受罚款或者刑罚，不得再给予罚款。',
    en: 'The same act was fined or sentenced already: no further fine.',
    kind: 'law',
    clause: 'APL arts. 29, 35',
  },
  'worse-after-remedy': {
    zh: '经复议、诉讼后重新作出的处罚不得重于原处罚。',
    en: 'After a remedy of the party the new penalty may not be heavier than the old one.',
    kind: 'law',
    clause: 'ARL art. 63; ALL art. 77',
  },
  'intent-unanswered': {
    zh: '调查结论尚未写明责任人及其主观过错。',
    en: 'The findings do not say who caused it and whether there was intent.',
    kind: 'house',
    clause: 'house: intent and role before a penalty',
  },
  'no-hearing-right': {
    zh: '拟处罚未达到听证标准。',
    en: 'The intended penalty does not open a hearing.',
    kind: 'law',
    clause: 'APL art. 63',
  },
  'hearing-asked-late': {
    zh: '要求听证的期限已过，视为放弃。',
    en: 'The period for asking for a hearing is over; the right has lapsed.',
    kind: 'law',
    clause: 'APL art. 64(1)',
  },
  'hearing-too-near': {
    zh: '听证日期太近：通知与听证之间须隔法定的工作日。',
    en: 'Too near: the working days that the law wants must lie between the notice and the hearing.',
    kind: 'law',
    clause: 'APL art. 64(2)',
    remedy: { zh: '另定较晚的日期', en: 'Set a later day' },
  },
  'hearing-notice-late': {
    zh: '尚未定听证日期，或者距听证已不足法定的工作日：须延期后再通知。',
    en: 'No day is set, or fewer working days are left than the law wants: the hearing must be moved.',
    kind: 'law',
    clause: 'APL art. 64(2)',
    remedy: { zh: '延期听证', en: 'Postpone the hearing' },
  },
  'hearing-not-told': {
    zh: '未按期通知听证时间、地点，不能举行听证。',
    en: 'The party was not told time and place in time: the hearing cannot be held.',
    kind: 'law',
    clause: 'APL art. 64(2)',
  },
  'hearing-day-not-come': { zh: '听证日期未到。', en: 'The day of the hearing has not come.', kind: 'state' },
  'chair-is-investigator': {
    zh: '听证主持人不得由本案调查人员担任。',
    en: 'The chair of the hearing may not be an investigator of the case.',
    kind: 'law',
    clause: 'APL art. 64(4)',
  },
  'hearing-still-open': {
    zh: '要求听证的期限未过。',
    en: 'The party may still ask for a hearing.',
    kind: 'law',
    clause: 'APL art. 64(1)',
  },
  'defence-window-running': {
    zh: '本机关设定的陈述申辩期间未满。',
    en: "The authority's own window for the defence is still running.",
    kind: 'house',
    clause: 'house: house-defence',
  },
  'criminal-hold': {
    zh: '同一行为已移送或者拟移送公安机关，刑事程序未了结前不得作出处罚决定。',
    en: 'The act is with the police or about to be: no penalty is decided while the criminal track holds it.',
    kind: 'law',
    clause: 'TR art. 11',
  },
  'notice-not-served': {
    zh: '未告知拟处罚内容并听取陈述申辩，不得作出处罚决定。',
    en: 'Without notice of the intended penalty and a hearing of the defence there is no decision.',
    kind: 'law',
    clause: 'APL arts. 44–45, 62',
    remedy: { zh: '退回，重新告知', en: 'Send back and serve a notice' },
  },
  'statement-not-checked': {
    zh: '当事人的陈述申辩尚未复核。',
    en: "The party's statement has not been re-checked.",
    kind: 'law',
    clause: 'APL art. 45',
  },
  'legal-review-missing': {
    zh: '未经法制审核或者审核未通过，不得作出决定。',
    en: 'Without a passed legal review there is no decision.',
    kind: 'law',
    clause: 'APL art. 58',
  },
  'collective-decision': {
    zh: '情节复杂或者重大违法行为，须由负责人集体讨论决定，请填写集体讨论记录文号。',
    en: 'Complex or grave: the heads decide together; give the number of the record.',
    kind: 'law',
    clause: 'APL art. 57 ¶2',
  },
  'heavier-than-noticed': {
    zh: '决定重于告知书：不得因陈述申辩加重处罚；有其他事实的须重新告知。',
    en: 'Heavier than the notice: never because of the defence; for other facts a new notice is owed.',
    kind: 'law',
    clause: 'APL arts. 44–45',
    remedy: {
      zh: '办理“另有事实或者拟加重”，重新告知',
      en: 'Enter other facts or a heavier penalty, then serve a new notice',
    },
  },
  'publish-ground': {
    zh: '应当公开的，请选择依据。',
    en: 'A decision that must be published names the ground.',
    kind: 'law',
    clause: 'APL art. 48',
  },
  'not-paid-in-full': {
    zh: '金额不足，尚未缴清。',
    en: 'The amount does not cover what the decision asks.',
    kind: 'law',
    clause: 'APL art. 66',
  },
  'surcharge-not-stated': {
    zh: '逾期缴纳的，请填写加处罚款（每日百分之三，不超过罚款本数；依法不计的填零）。',
    en: 'Paid late: state the surcharge (3 % a day up to the fine; zero where law takes none).',
    kind: 'law',
    clause: 'APL art. 72 ¶1(1)',
  },
  'surcharge-above-fine': {
    zh: '加处罚款不得超过罚款本数。',
    en: 'The surcharge may not exceed the fine.',
    kind: 'law',
    clause: 'APL art. 72 ¶1(1)',
  },
  'decided-after-it-reached-us': {
    zh: '该决定的日期须在处罚决定之后、送达本机关之前；送达之日不能晚于今天。',
    en: 'That decision lies between our penalty decision and the day it reached us, which is today at the latest.',
    kind: 'form',
  },
  'nothing-stands': {
    zh: '决定已被撤销或者确认无效，没有可以继续执行的内容。',
    en: 'The decision was annulled or declared void: nothing of it stands.',
    kind: 'law',
    clause: 'ARL arts. 63–67; ALL arts. 70, 75, 77',
  },
  'same-act-again': {
    zh: '不得以同一事实和理由作出与原决定相同或者基本相同的决定（因程序违法被撤销的除外）。',
    en: 'The same act on the same facts is barred, unless it was annulled for procedure.',
    kind: 'law',
    clause: 'ARL art. 64; ALL art. 71',
  },
  'listing-condition-not-met': {
    zh: '该情形不在本案认定的列入情形之内。',
    en: 'That condition is not among those found to be met in this case.',
    kind: 'law',
    clause: 'M45 art. 5',
  },
  'listing-open': { zh: '本处罚的列入程序已在办理。', en: 'A listing on this penalty is already open.', kind: 'state' },
  'filing-not-owed': { zh: '没有待备案的处罚决定。', en: 'No decision waits to be filed upward.', kind: 'state' },
  'collected-on-the-spot': {
    zh: '当场收缴限于一百元以下罚款、不当场收缴事后难以执行，或者边远地区当事人提出。',
    en: 'Collected on the spot only up to 100 yuan, where it would be hard later, or in remote places at the request of the party.',
    kind: 'law',
    clause: 'APL arts. 68–69',
  },
  'on-the-spot-not-collected': {
    zh: '没有待上缴的当场罚款。',
    en: 'No on-the-spot fine waits at this step.',
    kind: 'state',
  },

  // Referral to the police
  'task-force-needed': {
    zh: '须先指定两名以上专案组人员。',
    en: 'A task force of two or more officers must be named first.',
    kind: 'law',
    clause: 'TR art. 5',
  },
  'not-in-task-force': {
    zh: '这一步由专案组人员办理。',
    en: 'This step is taken by members of the task force.',
    kind: 'law',
    clause: 'TR art. 5',
  },
  'approver-in-task-force': {
    zh: '专案组成员不能审批移送。',
    en: 'A member of the task force cannot decide on the referral.',
    kind: 'law',
    clause: 'TR art. 5',
  },
  'no-opinion-to-answer': {
    zh: '没有待答复的检察意见。',
    en: 'No opinion of the procurator waits for an answer.',
    kind: 'state',
  },
  'task-force-members': {
    zh: '专案组须为本案两名以上持有效证件的承办人。',
    en: 'The task force is two or more officers assigned to the case, each with a valid certificate.',
    kind: 'law',
    clause: 'TR art. 5',
  },
  'expert-finding-contested': {
    zh: '鉴定意见有争议的，须先重新鉴定再移送。',
    en: 'A contested expert finding goes to re-appraisal before any referral.',
    kind: 'house',
    clause: 'house: a contested finding is re-appraised first',
  },
  'referral-file-incomplete': {
    zh: '移送材料不齐全：须有移送书、调查报告、涉案物品清单，有鉴定的附鉴定意见。',
    en: 'The file is not complete: letter, investigation report, list of goods, and the appraisal where there is one.',
    kind: 'law',
    clause: 'TR art. 6',
  },
  'amount-known-on': {
    zh: '填写金额的，须填写查明该金额的日期。',
    en: 'An amount needs the day on which it was known.',
    kind: 'house',
    clause: 'house: an amount has a day',
  },
  'decision-on-reconsideration': {
    zh: '本案已申请复议，请录入复议决定。',
    en: 'Reconsideration was asked: enter the decision on it.',
    kind: 'law',
    clause: 'TR art. 9',
  },
  'no-reconsideration-asked': {
    zh: '没有申请过复议。',
    en: 'No reconsideration was asked.',
    kind: 'law',
    clause: 'TR art. 9',
  },
  'order-number-needed': {
    zh: '依要求重新移送的，请填写该文书文号。',
    en: 'A redraft by order names the paper that orders it.',
    kind: 'law',
    clause: 'TR arts. 14, 16; SPP01 art. 12',
  },
  'no-administrative-outcome': {
    zh: '调查或者处罚程序尚无结果。',
    en: 'Neither the investigation nor a penalty has reached an outcome.',
    kind: 'law',
    clause: 'TR art. 10; APL art. 27',
  },

  // Listing
  'lister-does-not-decide': {
    zh: '提出列入名单的人不能决定异议或者修复。',
    en: 'Whoever proposed the listing does not decide the objection or the repair.',
    kind: 'law',
    clause: 'SH21 (五); INC12 (四)',
  },
  'no-listing-without-intent': {
    zh: '被欺骗的人，或者没有故意的，不列入失信名单。',
    en: 'Somebody who was deceived, or acted without intent, is not listed.',
    kind: 'house',
    clause: 'house: who caused it and was there intent is answered before a listing',
  },
  'listed-before': {
    zh: '本程序是再次列入，请选择“再次列入”。',
    en: 'This is a repeated listing: say so.',
    kind: 'law',
    clause: 'M45',
  },
  'listing-decision-incomplete': {
    zh: '列入决定须载明事由和依据、期限、救济途径和移出条件。',
    en: 'The decision states reasons, term, remedy and way out.',
    kind: 'law',
    clause: 'ZJ-CR arts. 24, 27; SH-CR arts. 25, 33',
  },
  'responsible-officers-unknown': {
    zh: '责任人员须为本机关工作人员。',
    en: 'The officers responsible are members of staff.',
    kind: 'law',
    clause: 'ZJ-CR art. 24',
  },
  'objection-not-with-us': {
    zh: '异议尚未到达本机关，或者已经受理。',
    en: 'The objection has not reached us, or was accepted already.',
    kind: 'law',
    clause: 'CR26 art. 18',
  },
  'objection-not-accepted': {
    zh: '异议尚未受理，没有可以延长的期限。',
    en: 'The objection is not accepted yet: there is no period to extend.',
    kind: 'law',
    clause: 'CR26 art. 18; ZJ-CR art. 30',
  },
  'subject-told-before': {
    zh: '延长前须先告知异议人。',
    en: 'The subject is told before the period is extended.',
    kind: 'law',
    clause: 'CR26 art. 18',
  },
  'no-such-centre': {
    zh: '只有上海由市公共信用信息服务中心受理异议。',
    en: 'Only Shanghai has a credit centre that takes objections.',
    kind: 'law',
    clause: 'SH-CR art. 36',
  },
  'repair-before-minimum': {
    zh: '最短公示期未满，不能申请信用修复。',
    en: 'Repair can be asked only after the minimum period of publicity.',
    kind: 'law',
    clause: 'CR26 arts. 12, 14',
  },
  'no-repair-for-serious-in-zhejiang': {
    zh: '浙江省列入严重失信名单的，不适用一般信用修复。',
    en: 'In Zhejiang ordinary repair is not open to listed serious cases.',
    kind: 'law',
    clause: 'ZJ-CR art. 32',
  },
  'false-papers-within-three-years': {
    zh: '提供虚假材料申请修复的，三年内不得再次申请。',
    en: 'After false papers no repair can be asked for three years.',
    kind: 'law',
    clause: 'CR26 art. 25',
  },
  'repair-not-pushed': {
    zh: '修复申请尚未由“信用中国”推送到本机关。',
    en: 'The application has not been pushed to us yet.',
    kind: 'law',
    clause: 'CR26 art. 16 ¶2',
  },
  'repair-already-pushed': {
    zh: '该修复申请已经推送，受理期限正在计算。',
    en: 'This application was pushed already; the period runs.',
    kind: 'law',
    clause: 'CR26 art. 16 ¶2',
  },
  'gaps-told-once': {
    zh: '应当一次性告知需要补正的全部内容，不能再次要求补正。',
    en: 'All gaps are told once: no second request.',
    kind: 'law',
    clause: 'CR26 art. 16 ¶2',
  },
  'objection-pending': {
    zh: '已有异议正在处理。',
    en: 'An objection is pending already.',
    kind: 'house',
    clause: 'house: one objection at a time',
  },
  'no-objection-to-recheck': {
    zh: '没有被认定不成立的异议，不能申请复核。',
    en: 'No objection was found unfounded: there is nothing to re-check.',
    kind: 'law',
    clause: 'ZJ-CR art. 31',
  },
  'platform-already-told': { zh: '已书面告知平台。', en: 'The platform was told already.', kind: 'state' },
  'no-deletion-outstanding': { zh: '没有待确认的删除。', en: 'No deletion waits for confirmation.', kind: 'state' },

  // Disclosure
  'natural-not-redacted': {
    zh: '对自然人的处罚，隐去个人信息后才能公开。',
    en: "A natural person's penalty is published only after redaction.",
    kind: 'law',
    clause: 'OGI art. 15; PIPL art. 34; house: natural persons only redacted',
  },
  'natural-listing-never': {
    zh: '自然人的失信名单信息不公开。',
    en: "A natural person's listing is never published.",
    kind: 'law',
    clause: 'CR26 art. 12 ¶3; ZJ-CR art. 15',
    remedy: { zh: '办理不予公开', en: 'Record that it is not published' },
  },
  'natural-dishonesty-entry': {
    zh: '自然人的失信信息原则上不在“信用中国”公示。',
    en: 'Dishonesty data of a natural person is as a rule not published on 信用中国.',
    kind: 'law',
    clause: 'CR26 art. 12 ¶3',
  },
  'seriousness-needed': {
    zh: '作为失信信息公示的，请填写失信程度。',
    en: 'A dishonesty entry needs its seriousness.',
    kind: 'law',
    clause: 'CR26 arts. 8–10',
  },
  'decision-not-served': {
    zh: '处罚决定尚未送达，不能公开。',
    en: 'The decision is not served yet: it cannot be published.',
    kind: 'house',
    clause: 'house: published once served',
  },
  'redaction-not-passed': {
    zh: '隐私审查尚未通过，或者只是补录的，须由复核人现在审查。',
    en: 'The second person has not passed the redaction, or on paper only: they pass it now.',
    kind: 'house',
    clause: 'house: who redacts does not pass',
  },

  // Keeping and destroying
  'case-not-over': {
    zh: '案件尚未办结，不能销毁密钥。',
    en: 'The case is not over: its key cannot be destroyed.',
    kind: 'state',
  },
  'kept-for-ever': {
    zh: '本案档案永久保管，不能销毁密钥。',
    en: 'The file of this case is kept for ever: its key cannot be destroyed.',
    kind: 'law',
  },
  'retention-runs': {
    zh: '档案保管期限至{day}，届满以前不能销毁密钥。',
    en: 'The file is kept until {day}: its key cannot be destroyed before that day is over.',
    kind: 'law',
  },
  'two-people/destroy': {
    zh: '销毁案件密钥须由两名不同的工作人员共同办理。',
    en: 'Two different people destroy the key of a case together.',
    kind: 'house',
    clause: 'house: two people destroy the key of a case at the end of its retention; SI-ARC annex 9',
  },
  'not-your-role/destroy': {
    zh: '销毁案件密钥须由负责人与另一人共同办理。',
    en: 'A head and somebody else destroy the key of a case together.',
    kind: 'person',
  },
  'ground-needed': { zh: '请说明保管期限届满的依据。', en: 'State why retention is over.', kind: 'form' },

  // Who may sign in, and with which password
  'password-weak': {
    zh: '密码须有{least}个字符以上。',
    en: 'A password has {least} characters or more.',
    kind: 'form',
    remedy: {
      zh: '可以用几个互不相干的词连成一句，不必混用符号，也不要求定期更换。',
      en: 'Several words that have nothing to do with each other will do: no signs are needed, and it need not be changed from time to time.',
    },
  },
  'password-weak/same': {
    zh: '新密码不能与现在的密码相同。',
    en: 'The new password must not be the present one.',
    kind: 'form',
  },
  'password-weak/login': {
    zh: '密码不能含有用户名。',
    en: 'A password must not contain the sign-in name.',
    kind: 'form',
  },
  'password-weak/common': {
    zh: '这个密码很多人在用，或者是相邻按键、重复的片段，容易被猜到，请换一个。',
    en: 'This password is used by many, or is a row of keys or one piece again and again: it is soon guessed. Please choose another.',
    kind: 'form',
  },
  'digest-address-needed': {
    zh: '选了发送时间，请填写收信的电子邮箱。',
    en: 'Times are chosen: please give the address to write to.',
    kind: 'form',
  },
  'password-wrong': { zh: '现在的密码不对。', en: 'The present password is wrong.', kind: 'form' },
  'password-needed': {
    zh: '您用的是一次性密码，请先设置自己的密码。',
    en: 'You signed in with a one-time password: please set one of your own first.',
    kind: 'person',
  },

  'password-ended': {
    zh: '这个一次性密码已经失效（自发放起{term}）。',
    en: 'This one-time password has ended, {term} after it was given.',
    kind: 'house',
    clause: 'house: one-time passwords end',
    remedy: {
      zh: '请联系系统管理员申请重置，由安全管理员批准后发给您新的一次性密码。',
      en: 'Ask the system administrator to have it reset; the security administrator approves and hands you a new one.',
    },
  },
  'code-wrong': {
    zh: '验证码不对，或者已经用过。',
    en: 'The code is wrong, or was used already.',
    kind: 'form',
    remedy: {
      zh: '请等验证器显示下一个验证码再试；手机时间须准确。也可以用恢复码。',
      en: 'Wait for the next code of your authenticator; the clock of the phone must be right. A recovery code serves, too.',
    },
  },
  'factor-needed': {
    zh: '您的岗位须启用第二验证因素，请先设置。',
    en: 'Your post needs a second factor: please set one first.',
    kind: 'person',
  },
  'factor-needed/keep': {
    zh: '您的岗位须保留第二验证因素，可以更换，不能停用。',
    en: 'Your post needs a second factor: it can be renewed, not taken away.',
    kind: 'house',
    clause: 'house: second factor',
  },
  'factor-none': { zh: '您没有启用第二验证因素。', en: 'You have no second factor.', kind: 'state' },
  'factor-draft-over': {
    zh: '这个密钥已经失效，请重新开始设置。',
    en: 'This secret serves no more: please begin again.',
    kind: 'state',
  },
  'proof-needed': {
    zh: '更换第二验证因素，须填写现在的密码和验证码。',
    en: 'To renew a second factor, give your present password and a code.',
    kind: 'form',
  },

  // How an authority is set up
  'posts-apart': {
    zh: '{one}与{other}须由不同的人担任。',
    en: '{one} and {other} must be different people.',
    kind: 'house',
  },
  'posts-apart/admin': {
    zh: '系统管理员不得兼任业务岗位：{one}与{other}须由不同的人担任。',
    en: 'System administrators hold no business post: {one} and {other} must be different people.',
    kind: 'law',
    clause: 'INC12 (四)',
  },
  'posts-apart/system': {
    zh: '安全管理员、安全审计员不办理案件：{one}与{other}须由不同的人担任。',
    en: 'Who approves accounts or reads their log works on no case: {one} and {other} must be different people.',
    kind: 'house',
  },
  'posts-apart/custodian': {
    zh: '身份保管员看不到案卷，也不管理账号：{one}与{other}须由不同的人担任。',
    en: 'The custodian of identities sees no file and manages no account: {one} and {other} must be different people.',
    kind: 'house',
  },
  'posts-apart/special': {
    zh: '专门受理的举报，普通受理岗位看不到：{one}与{other}须由不同的人担任。',
    en: 'What the special intake post receives the reception does not see: {one} and {other} must be different people.',
    kind: 'house',
  },
  'posts-apart/inspector': {
    zh: '纪检监察查看这些岗位的查阅记录：{one}与{other}须由不同的人担任。',
    en: 'Discipline inspection reads what these posts opened: {one} and {other} must be different people.',
    kind: 'house',
  },
  'set-up': {
    zh: '还没有人担任{role}，开办机关至少须有一名。',
    en: 'Nobody is {role}: an authority needs at least one.',
    kind: 'form',
  },
  'set-up/again': {
    zh: '这里已经有一个机关，不能再次开办；没有作任何改动。',
    en: 'There is an authority here already: it is not set up twice, and nothing was changed.',
    kind: 'state',
  },
  'set-up/login': {
    zh: '用户名须为 2 至 32 个小写字母、数字、点、短横或下划线，以字母开头。',
    en: 'A sign-in name is 2 to 32 small letters, digits, dots, dashes or underscores and begins with a letter.',
    kind: 'form',
  },
  'set-up/login-twice': {
    zh: '用户名“{login}”已用于第{row}行。',
    en: 'The sign-in name “{login}” stands in row {row} already.',
    kind: 'form',
  },
  'set-up/unit-unknown': {
    zh: '没有编号为“{unit}”的机构。',
    en: 'There is no unit “{unit}” in the list.',
    kind: 'form',
  },
  'set-up/unit-twice': {
    zh: '机构编号“{unit}”已用于第{row}行。',
    en: 'The id “{unit}” stands in row {row} already.',
    kind: 'form',
  },
  'set-up/unit-id': {
    zh: '机构编号须为 1 至 40 个小写字母、数字或短横，以字母开头。',
    en: 'The id of a unit is 1 to 40 small letters, digits or dashes and begins with a letter.',
    kind: 'form',
  },
  'set-up/circle': {
    zh: '机构互为上级，绕成了一圈：{circle}。',
    en: 'Units stand above each other in a circle: {circle}.',
    kind: 'form',
  },
  'set-up/superior-itself': {
    zh: '上级机关不能是本机关自己。',
    en: 'An organ is not its own superior.',
    kind: 'form',
  },
  'set-up/certificate-expired': {
    zh: '监督检查证已于{until}到期。',
    en: 'The inspection certificate ended on {until}.',
    kind: 'form',
  },
  'set-up/certificate-backwards': {
    zh: '监督检查证的到期日早于起始日。',
    en: 'The inspection certificate ends before it begins.',
    kind: 'form',
  },
  'set-up/certificate-twice': {
    zh: '监督检查证号“{number}”已用于第{row}行。',
    en: 'The certificate “{number}” stands in row {row} already.',
    kind: 'form',
  },
  'set-up/public-url': {
    zh: '对外网址须为 https 网址，只有域名，后面没有路径。',
    en: 'The public address is an https address: a host and nothing behind it.',
    kind: 'form',
  },
  'set-up/public-url-unserved': {
    zh: '对外网址不在 MINGCHA_PUBLIC_URL 之内，公众打不开。请填写其中之一（{served}），或者由运行人员先把它加入 MINGCHA_PUBLIC_URL 并重新启动。',
    en: 'The public address is none of MINGCHA_PUBLIC_URL: nobody could open it. Give one of those ({served}), or have whoever runs the system add it there and start again first.',
    kind: 'form',
  },

  // Tables of units and people
  table: {
    zh: '这里没有机构或者人员的表格：首行须有“用户名”或者“机构编号”一栏。',
    en: 'There is no table of units or people here: its first line needs a column “Sign-in name” or “Unit id”.',
    kind: 'form',
  },
  'table/column-missing': {
    zh: '缺少“{column}”一栏。',
    en: 'The column “{column}” is missing.',
    kind: 'form',
  },
  'table/empty': {
    zh: '没有填写。',
    en: 'This is empty.',
    kind: 'form',
  },
  'table/too-many': {
    zh: '一次最多{most}项变更，请分成几个文件。',
    en: 'At most {most} changes at once: split the file.',
    kind: 'form',
  },
  'table/day': {
    zh: '“{said}”不是日期，请写成2026-03-01。',
    en: '“{said}” is no day: write it as 2026-03-01.',
    kind: 'form',
  },
  'table/role': {
    zh: '没有“{said}”这个岗位。',
    en: 'There is no role “{said}”.',
    kind: 'form',
  },
  'table/organ-twice': {
    zh: '这个机关已在第{line}行。',
    en: 'This organ stands in line {line} already.',
    kind: 'form',
  },
  'table/organ-itself': {
    zh: '这个机关已经设立，其机构和人员由该机关自行变更。',
    en: 'This organ is there already: it changes its own units and people.',
    kind: 'form',
  },
  'table/region': {
    zh: '没有“{said}”这个地区，可以填写：{known}；只适用全国规定的留空。',
    en: 'There is no region “{said}”: write one of {known}, or nothing where national rules alone apply.',
    kind: 'form',
  },
  'table/organ-begins': {
    zh: '新设机关的职务自批准之日起，不填起止日期。',
    en: 'Posts of an organ that is added begin with the approval: leave the days out.',
    kind: 'form',
  },
  'table/namesake': {
    zh: '“{said}”不可识别：请写“同一人”或者“不是同一人”，没有同名的留空。',
    en: '“{said}” says nothing here: write “same” or “another”, and nothing where nobody has the name.',
    kind: 'form',
  },
  'table/unit-twice': {
    zh: '这个机构编号已在第{line}行。',
    en: 'This unit stands in line {line} already.',
    kind: 'form',
  },
  'table/login-twice': {
    zh: '用户名“{login}”在第{line}行是另一个人的。',
    en: 'The sign-in name “{login}” is somebody else’s in line {line}.',
    kind: 'form',
  },
  'table/twice': {
    zh: '与第{line}行相同。',
    en: 'This says the same as line {line}.',
    kind: 'form',
  },
  'table/certificate-differs': {
    zh: '证件“{number}”已登记，有效期与此不同：请先注销，再登记新的。',
    en: 'The certificate “{number}” is entered with other days: end it first, then enter the new one.',
    kind: 'form',
  },

  // What an authority settles
  'not-your-role/confirm-row': {
    zh: '只有本机关法制审核岗可以确认或者撤回确认。',
    en: 'Only the authority’s lawyer (legal reviewer) confirms a row or withdraws a confirmation.',
    kind: 'person',
  },
  'not-your-role/set-house-limit': {
    zh: '只有本机关正职负责人可以设定内部时限、听证数额和轮岗年限。',
    en: 'Only the principal officer of the authority sets house limits, the amounts of the hearing and the years of rotation.',
    kind: 'person',
  },
  'not-your-role/propose-calendar': {
    zh: '只有系统管理员可以提议日历。',
    en: 'Only the administrator proposes a calendar.',
    kind: 'person',
  },
  'not-your-role/approve-calendar': {
    zh: '只有本机关法制审核岗或者正职负责人可以批准或者退回日历。',
    en: 'Only the authority’s lawyer or its principal officer approves or declines a calendar.',
    kind: 'person',
  },
  'not-your-role/ask-account': {
    zh: '账号的重置、锁定和解锁由系统管理员申请；系统管理员本人的，由安全管理员申请。',
    en: 'The administrator asks to reset, lock or unlock an account; for an administrator’s own the security administrator asks.',
    kind: 'person',
  },
  'not-your-role/approve-account': {
    zh: '账号的重置、锁定和解锁由安全管理员批准；系统管理员和安全管理员的，也可以由安全审计员批准。',
    en: 'The security administrator approves; for accounts of administrators and security administrators the auditor may, too.',
    kind: 'person',
  },
  'account-own': {
    zh: '不能申请或者批准对自己账号的处理。',
    en: 'Nobody asks or approves anything about their own account.',
    kind: 'house',
    clause: 'house: resets by two',
  },
  'two-people/account': {
    zh: '申请和批准须由两个人办理。',
    en: 'Who asks does not approve: that takes another person.',
    kind: 'house',
    clause: 'house: resets by two',
  },
  'account-is-so': { zh: '这个账号已经锁定。', en: 'This account is locked already.', kind: 'state' },
  'account-is-so/open': { zh: '这个账号没有锁定。', en: 'This account is not locked.', kind: 'state' },
  'account-is-so/factor': {
    zh: '此人没有启用第二验证因素。',
    en: 'This person has no second factor.',
    kind: 'state',
  },
  'request-unknown': { zh: '没有这个申请。', en: 'There is no such request.', kind: 'state' },
  'request-decided': {
    zh: '这个申请已经批准或者退回。',
    en: 'This request was approved or declined.',
    kind: 'state',
  },
  'requests-many': {
    zh: '等待办理的申请已有{most}项，请先办理其中一些。',
    en: '{most} requests wait already: some of them are to be decided first.',
    kind: 'state',
  },
  'request-open': {
    zh: '此人已有一个申请等待批准。',
    en: 'One request about this person waits already.',
    kind: 'state',
  },
  'not-your-role/ask-change': {
    zh: '人员、岗位和机构的变更由系统管理员申请；涉及系统管理员本人的，由安全管理员申请。',
    en: 'The administrator asks for changes of people, posts and units; for those of an administrator the security administrator may, too.',
    kind: 'person',
  },
  'not-your-role/approve-change': {
    zh: '人员、岗位和机构的变更由安全管理员批准；涉及系统管理员和安全管理员的，也可以由安全审计员批准。',
    en: 'The security administrator approves changes of people, posts and units; for those of administrators and security administrators the auditor may, too.',
    kind: 'person',
  },
  'not-your-role/consent-change': {
    zh: '须由本机关正职负责人同意；涉及正职负责人本人的，由上级机关同意。',
    en: 'The principal officer consents; where the principal is concerned, the organ above does.',
    kind: 'person',
  },
  'change-own': {
    zh: '涉及自己的变更，自己不能申请、同意或者批准。',
    en: 'Nobody asks for, consents to or approves a change that concerns themselves.',
    kind: 'house',
    clause: 'house: changes by two',
  },
  'two-people/change': {
    zh: '申请、同意和批准须由不同的人办理。',
    en: 'Who asks, who consents and who approves are different people.',
    kind: 'house',
    clause: 'house: changes by two',
  },
  'consent-needed': {
    zh: '变更涉及负责人、身份保管员或者安全管理员，须先经正职负责人（涉及其本人的，上级机关）同意。',
    en: 'Heads, the custodian or the security administrator are touched: the principal consents first, or the organ above where the principal is concerned.',
    kind: 'state',
  },
  'consent-not-needed': {
    zh: '这项变更不需要同意，或者已经同意。',
    en: 'This change needs no consent, or has it.',
    kind: 'state',
  },
  'document-needed': {
    zh: '上级机关在本系统没有人员：请由安全管理员录入上级机关同意的文号。',
    en: 'Nobody of the organ above is here: the security administrator enters the number of its document.',
    kind: 'form',
  },
  'document-not-taken': {
    zh: '有人可以在本系统表示同意，不录入文号。',
    en: 'Somebody is here who can consent: no document stands for them.',
    kind: 'form',
  },
  'unit-taken': { zh: '机构编号“{unit}”已经使用。', en: 'The id “{unit}” is used already.', kind: 'form' },
  'organ-taken': { zh: '机关编号“{organ}”已经使用。', en: 'The id “{organ}” is used already.', kind: 'form' },
  'organ-name-taken': {
    zh: '已经有一个机关使用这个名称。',
    en: 'There is an organ of this name already.',
    kind: 'form',
  },
  'organs-too-many': {
    zh: '一次申请最多设立{most}个机关。',
    en: 'One request adds {most} organs at most.',
    kind: 'form',
    clause: 'house: bounds of a request',
  },
  'organ-ended': { zh: '这个机关已经撤销。', en: 'This organ is no more.', kind: 'state' },
  'organ-not-beneath': {
    zh: '这里没有这个下级机关。',
    en: 'There is no such organ directly beneath this one.',
    kind: 'form',
  },
  'organ-itself': { zh: '机关不能并入自己。', en: 'An organ does not go into itself.', kind: 'form' },
  'organ-unknown': { zh: '没有这个机关。', en: 'There is no such organ.', kind: 'form' },
  'organ-needed': {
    zh: '这里有几个机关：请选择由哪一个接收。',
    en: 'There are several organs here: say which of them shall receive it.',
    kind: 'form',
  },
  'unit-ended': { zh: '这个机构届时已经撤销。', en: 'This unit has ended by then.', kind: 'form' },
  'unit-holds': {
    zh: '撤销前，其下级机构和人员的岗位须先结束。',
    en: 'Units beneath it and posts in it end first.',
    kind: 'state',
  },
  namesake: {
    zh: '在任或者离任人员中有同名的（{logins}）：请选择是不是同一人。',
    en: 'Somebody of this name is here or was ({logins}): say whether it is the same person.',
    kind: 'form',
  },
  'namesake/here': {
    zh: '同名的人（{logins}）中有人还在任：一人不能同时有两个在任的账号。是同一人的，请为其已有的账号增加职务，账号在其他机关的，先在那里办理离任；不是同一人的，请选“不是同一人”。',
    en: 'Somebody who is called so ({logins}) is still here, and nobody has two accounts at a time: give the same person another post in the account that they have, or have them leave the other organ first; somebody else is somebody else.',
    kind: 'form',
  },
  'namesake/several': {
    zh: '同名在任的不止一人（{logins}）：不能同时是其中几人，请选“不是同一人”。',
    en: 'More than one person of this name is in post ({logins}): nobody is several of them; say that it is somebody else.',
    kind: 'form',
  },
  'namesake/many': {
    zh: '同名的超过{most}人：不可能都是同一人，请选“不是同一人”。',
    en: 'More than {most} have this name: nobody is all of them; say that it is somebody else.',
    kind: 'form',
  },
  'login-taken': { zh: '用户名“{login}”已经使用。', en: 'The sign-in name “{login}” is used already.', kind: 'form' },
  'past-person': {
    zh: '既往人员的任职须已经结束；现在仍在任的，请按新增人员办理。',
    en: 'The post of somebody of the past is over; who is still here is added as a person.',
    kind: 'form',
  },
  'person-left': {
    zh: '此人已经离职或者届时已经离职；重新任职的，请按新人员添加。',
    en: 'This person has left or will have by then; who comes back is added anew.',
    kind: 'state',
  },
  'post-unknown': {
    zh: '此人没有这个岗位，或者已经结束。',
    en: 'The person holds no such post, or it has ended.',
    kind: 'form',
  },
  'until-before-from': { zh: '结束日早于开始日。', en: 'It ends before it begins.', kind: 'form' },
  'until-too-far': { zh: '代理最长一年。', en: 'Somebody stands in for a year at most.', kind: 'form' },
  'last-holder': {
    zh: '此后没有人担任{role}：请在同一申请中写明接任的人。',
    en: 'Nobody would be {role} from then on: name a successor in the same request.',
    kind: 'state',
  },
  'certificate-taken': {
    zh: '监督检查证号“{number}”已经使用。',
    en: 'The certificate “{number}” is used already.',
    kind: 'form',
  },
  'certificate-unknown': {
    zh: '本机关没有这个监督检查证，或者已经失效。',
    en: 'This organ has no such certificate in force.',
    kind: 'form',
  },
  'checked-in-future': {
    zh: '核验日期不能晚于今天。',
    en: 'The day of the check cannot be in the future.',
    kind: 'form',
  },
  'relation-unknown': { zh: '没有申报这种关系。', en: 'No such relation was declared.', kind: 'form' },
  'relation-known': { zh: '这种关系已经申报。', en: 'This relation was declared already.', kind: 'state' },
  'relation-itself': { zh: '须为另一人或者机构。', en: 'This must be another person, or a unit.', kind: 'form' },
  'deputy-itself': { zh: '不能由本人代理。', en: 'Nobody stands in for themselves.', kind: 'form' },
  'deputy-twice': {
    zh: '此人这段时间已有代理人。',
    en: 'Somebody stands in for this person in that time already.',
    kind: 'state',
  },
  'deputy-circle': {
    zh: '代理绕成了一圈：{circle}。',
    en: 'They would stand in for each other in a circle: {circle}.',
    kind: 'form',
  },
  'deputy-chain': {
    zh: '依次代理的人最多{most}个。',
    en: 'At most {most} people stand in for each other, one after the other.',
    kind: 'form',
  },
  'deputies-too-many': {
    zh: '一次最多指定{most}项代理，其余请另行申请。',
    en: 'At most {most} deputyships in one request: ask for the others in another one.',
    kind: 'form',
  },
  'deputy-unknown': {
    zh: '没有这项代理，或者已经结束。',
    en: 'There is no such deputyship, or it has ended.',
    kind: 'form',
  },
  'deputy-idle': {
    zh: '此人这段时间在本机关没有岗位。',
    en: 'This person holds no post here in that time.',
    kind: 'form',
  },
  'change-nothing': { zh: '与现状一样，没有改变。', en: 'That is how it is already.', kind: 'state' },
  'from-in-past': {
    zh: '已经设定过，新的只能自今天或者以后起施行。',
    en: 'There is a value already: a new one takes effect today or later.',
    kind: 'form',
  },
  'from-in-past/change': {
    zh: '只能自今天或者以后起生效；不填则自批准之日起。',
    en: 'A change takes effect today or later; left out, on the day of its approval.',
    kind: 'form',
  },
  'from-too-early': { zh: '不能早于 2000 年。', en: 'Not before the year 2000.', kind: 'form' },
  'from-too-far': {
    zh: '最多提前一年设定。',
    en: 'A value may be set at most a year before it takes effect.',
    kind: 'form',
  },
  'from-too-far/change': {
    zh: '最多提前一年。',
    en: 'A change is asked for at most a year before it takes effect.',
    kind: 'form',
  },
  'deadline-unknown': { zh: '目录中没有这项期限。', en: 'The catalogue has no such deadline.', kind: 'form' },
  'edition-unknown': { zh: '这项期限没有这个版本。', en: 'The deadline has no such edition.', kind: 'form' },
  'not-confirmed': { zh: '这一条目前没有确认，无从撤回。', en: 'There is no confirmation to withdraw.', kind: 'state' },
  'confirmation-not-needed': {
    zh: '这一条已核对原文，不需要确认。',
    en: 'The text of this row was read: it needs no confirmation.',
    kind: 'state',
  },
  'already-confirmed': {
    zh: '这一条已经确认；如需更正，请先撤回。',
    en: 'This row is confirmed already; to correct it, withdraw the confirmation first.',
    kind: 'state',
  },
  'read-in-future': { zh: '查阅日期不能晚于今天。', en: 'The day of reading cannot be in the future.', kind: 'form' },
  'limit-unknown': { zh: '没有这项内部时限。', en: 'There is no such house limit.', kind: 'form' },
  'limit-too-long': { zh: '最长 {most}。', en: 'At most {most} in this unit.', kind: 'form' },
  'limit-unchanged': { zh: '与现行的一样，没有改变。', en: 'That is the value in force already.', kind: 'state' },
  'amounts-unchanged': { zh: '与现行的一样，没有改变。', en: 'Those are the amounts in force already.', kind: 'state' },
  'rotation-unchanged': { zh: '与现行的一样，没有改变。', en: 'That is so already.', kind: 'state' },
  'proposal-unknown': { zh: '没有这份日历提议。', en: 'There is no such proposal of a calendar.', kind: 'state' },
  'proposal-decided': {
    zh: '这份日历已经批准或者退回。',
    en: 'This calendar was approved or declined.',
    kind: 'state',
  },
  'two-people': {
    zh: '提议人不能自己批准，须由另一人办理。',
    en: 'Who proposed it cannot approve it: this is for another person.',
    kind: 'person',
  },
  'proposal-open': {
    zh: '{year}年已有一份日历等待批准，须先批准或者退回。',
    en: 'A calendar of {year} waits to be approved: that comes first, or it is declined.',
    kind: 'state',
  },
  'calendar-invalid': {
    zh: '日历有误，没有公布，请更正。',
    en: 'The calendar has mistakes; nothing was published.',
    kind: 'form',
  },
  'calendar-overtaken': {
    zh: '其间已有人公布了日历，请重新核对后再公布。',
    en: 'Somebody has published a calendar meanwhile: look at yours again before you publish it.',
    kind: 'state',
    remedy: { zh: '重新核对差异', en: 'Look at the difference again' },
  },
  'not-your-role/authority': { zh: '您的岗位不办理这一步。', en: 'This is not for your post.', kind: 'person' },

  // Who told: the vault
  'identity-request-unknown': {
    zh: '没有这项申请，或者您不能查看。',
    en: 'There is no such request, or you may not see it.',
    kind: 'person',
    status: 404,
  },
  'no-identity': { zh: '本案举报人未留身份信息。', en: 'This tipster left no identity.', kind: 'state' },
  'identity-asked-already': {
    zh: '您的上一项申请还没有办完。',
    en: 'Your last request is not over yet.',
    kind: 'state',
  },
  'no-approver': {
    zh: '没有可以批准的负责人：须由未经办本案且无须回避的负责人批准，本机关和上级机关目前都没有这样的人。',
    en: 'Nobody can approve this: it takes a head with no act in the case who is not outside it, and neither this organ nor the one above has one now.',
    kind: 'house',
    clause: 'house: vault; M49 art. 34',
  },
  'no-custodian': {
    zh: '没有可以打开身份信息的身份保管员：须由未经办本案且无须回避的身份保管员打开，本机关目前没有这样的人。',
    en: 'Nobody can open this: it takes a custodian of identities with no act in the case who is not outside it, and this organ has none now.',
    kind: 'house',
    clause: 'house: vault; M49 art. 34',
  },
  'identity-state': { zh: '这项申请已经处理过了。', en: 'This request was dealt with already.', kind: 'state' },
  'identity-approver-outside': {
    zh: '批准这项申请的人已经回避，原批准不再有效，没有打开。请由另一名负责人重新决定。',
    en: 'Who approved this has stepped aside since: the approval counts no more, and nothing was opened. Another head must decide it anew.',
    kind: 'house',
    clause: 'house: vault; M49 art. 34',
    remedy: {
      zh: '请未经办本案且无须回避的负责人重新决定这项申请',
      en: 'Have a head with no act in the case, who is not outside it, decide the request anew',
    },
  },
  'identity-asker-outside': {
    zh: '申请人已不能查看本案，不能为其批准或者打开。',
    en: 'Who asked can see the case no longer: nothing is approved or opened for them.',
    kind: 'house',
    clause: 'house: vault; M49 art. 34',
    remedy: {
      zh: '尚未决定的，请负责人不予同意；仍需知悉的，由现在经办本案的人另行申请',
      en: 'Have the head refuse it where it is undecided; whoever works on the case now asks anew if they need to know',
    },
  },
  'identity-not-open': { zh: '还没有打开。', en: 'It was not opened yet.', kind: 'state' },
  'identity-over': {
    zh: '打开已满二十四小时，不再显示；仍需知悉的，请重新申请。',
    en: 'A day has passed since it was opened: it is shown no longer. Ask again if you still need it.',
    kind: 'house',
    clause: 'house: vault',
  },
  'identity-unreadable': {
    zh: '存储的身份信息已损坏，不能打开，也没有记为已查看。请通知运行人员核对备份。',
    en: 'What is stored of this identity is damaged: it cannot be opened, and was not recorded as seen. Please have operations compare the backup.',
    kind: 'state',
  },
  'evidence-unknown': {
    zh: '本案没有这份材料。',
    en: 'There is no such evidence in this case.',
    kind: 'state',
    status: 404,
  },
  'evidence-unreadable': {
    zh: '这份材料的存储内容已损坏，不能打开，也没有记为已查看。请通知运行人员核对备份。',
    en: 'What is stored of this original is damaged: it cannot be opened, and was not recorded as opened. Please have operations compare the backup.',
    kind: 'state',
  },
  'withheld-too-long': {
    zh: '暂不告知举报人只能随批准作出，自明日起最长六个月（至{day}）。',
    en: 'Not telling the tipster goes with an approval only, for six months at most (until {day}).',
    kind: 'form',
    clause: 'house: vault',
  },

  // Evidence
  'upload-gone': {
    zh: '先前上传的文件已经不在：最多保留一小时，空间不足时更短。请重新选择文件。',
    en: 'The files sent before are no longer kept (an hour at most, less when room is short): please choose them again.',
    kind: 'form',
  },
  'evidence-day-full': {
    zh: '每份凭证每天最多补交{files}个文件、共{mb} MB，今天还可以补交{leftFiles}个、{leftMb} MB。其余请明天再交。',
    en: 'A receipt takes {files} files and {mb} MB a day; {leftFiles} files and {leftMb} MB are left today. Please add the others tomorrow.',
    kind: 'house',
  },

  // Asking the ledger
  'not-your-role/journal': {
    zh: '只有纪检监察人员可以查看。',
    en: 'Only discipline inspection reads the journal.',
    kind: 'person',
  },
  'not-your-role/task': { zh: '这不是您的事项。', en: 'This task is not yours.', kind: 'person' },
  'not-your-role/board': {
    zh: '只有纪检监察人员可以查看。',
    en: 'Only discipline inspection sees this board.',
    kind: 'person',
  },
  'clock-unknown': { zh: '本案没有这个期限。', en: 'There is no such clock in this case.', kind: 'state', status: 404 },
  'form-invalid/characters': {
    zh: '内容含有不能保存的字符。',
    en: 'The text has a character that cannot be kept.',
    kind: 'form',
  },
  'idempotency-mismatch': {
    zh: '同一幂等键已用于另一份内容。',
    en: 'This idempotency key was already used with another body.',
    kind: 'form',
  },
  'urgent-not-reported': {
    zh: '尚未向部门负责人报告，不能解除紧急标记。',
    en: 'The mark cannot be lifted before the matter was reported to the head of the department.',
    kind: 'law',
    clause: 'M49 art. 19',
  },
  'cursor-invalid': { zh: '翻页标记无效。', en: 'The cursor is not valid.', kind: 'form' },
  'effect-unknown': { zh: '没有这项执行事项。', en: 'There is no such effect.', kind: 'state' },
  'effect-unknown/register': { zh: '这不是公开事项。', en: 'This effect is not for the register.', kind: 'state' },
  'words-unreadable': {
    zh: '拟公开的文字的存储内容已损坏，没有公开。请通知运行人员核对备份。',
    en: 'What is stored of the words for publication is damaged: nothing was published. Please have operations compare the backup.',
    kind: 'state',
  },
  'case-key-damaged': {
    zh: '本案密钥的存储内容已损坏：已封存的文字和材料不能打开，新的也不能封存，本次没有保存。请通知运行人员核对备份。',
    en: 'What is stored of the key of this case is damaged: nothing sealed can be opened or added, and nothing was saved. Please have operations compare the backup.',
    kind: 'state',
  },
  'case-differs': {
    zh: '本案的记录与登记时不一致，可能被人改动过，核查之前不能查看和办理。请系统管理员运行 npm run verify。',
    en: 'The record of this case is not as it was written; somebody may have changed it. It is neither shown nor acted on before that is looked into: the administrator runs npm run verify.',
    kind: 'state',
  },
  'account-differs': {
    zh: '您的账号与登记时不一致，可能被人改动过，暂不能登录。请联系系统管理员。',
    en: 'Your account is not as it was recorded; somebody may have changed it. You cannot sign in until the administrator has looked.',
    kind: 'person',
  },
  'receipt-seen-by-outsider': {
    zh: '这份凭证当时由工作人员录入并交给您，其中有人现在须回避本案，为保护您，它已不能再使用。您的举报继续办理；请来访、来电或者来信，由其他工作人员核实后另行登记并交给您新的凭证。',
    en: 'This receipt was handed to you by staff, one of whom may no longer know of this matter. To protect you it opens nothing any more. Your tip goes on: come, telephone or write, and another member of staff records it anew and gives you a new receipt.',
    kind: 'house',
    clause: 'house: whoever is outside does not come back as the tipster; M49 arts. 34–36',
  },
  'receipt-not-held': {
    zh: '本案没有可以向您出示的查询凭证：只有留存待交的凭证，在录入后三十日内，由受理本案的岗位查看并交给举报人。',
    en: 'There is no receipt in this case that you may be shown: one that was held back is shown to the post that takes the case in, for thirty days from its entry, to be handed to the tipster.',
    kind: 'state',
  },
  'receipt-shown-already': {
    zh: '这份查询凭证已向另一位受理人员出示，由其交给举报人；办理过程写明是谁。',
    en: 'This receipt was shown to a colleague who takes the case in and hands it to the tipster; the timeline says to whom.',
    kind: 'house',
    clause: 'house: whoever is outside does not come back as the tipster; M49 arts. 34–36',
  },
  'case-closed': { zh: '本案保存期已满。', en: 'The retention of this case is over.', kind: 'state' },
  'idempotency-expired': {
    zh: '这份举报已经收到；凭证核对之后或者满一小时，就不能再次显示。',
    en: 'This tip was received already; once it was typed back, or after an hour, its receipt cannot be shown again.',
    kind: 'state',
  },
} as const satisfies Record<string, RefusalEntry>;

/** A sentence of the register. */
export type RefusalKey = keyof typeof REFUSALS;
/** The code of a key. */
export type CodeOf<Key extends string> = Key extends `${infer Code}/${string}` ? Code : Key;
/** The stable code by which programs know a refusal. */
export type RefusalCode = CodeOf<RefusalKey>;

/** The code of what does not fit its schema, before any rule is asked; its sentence stands beside those of the edge. */
export const INPUT_INVALID = 'input-invalid';
/** What a row of a list that is read can be refused for. */
export type FaultCode = RefusalCode | typeof INPUT_INVALID;

const STATUS: Record<BasisKind, number> = { form: 422, person: 403, state: 409, house: 409, law: 409 };

/** HTTP status of a refusal: the form 422, the person 403 (404 where the case must not be seen to exist), all else 409. */
export function statusOf({ code, basis }: Pick<Refusal, 'code' | 'basis'>): number {
  const { status }: RefusalEntry = REFUSALS[code];
  return status ?? STATUS[basis.kind];
}
