/** A fault that somebody might make: a text of a file that is there once, and another in its place. */
export interface PlantedFault {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly what: string;
}

const fault = (file: string, what: string, right: string, wrong: string): PlantedFault => ({
  file,
  what,
  right,
  wrong,
});

/** Faults of every stage that the soak must find. */
export const plantedFaults: readonly PlantedFault[] = [
  fault('src/occurrences/cycles.ts', 'a cycle one day longer', '/ times) - offset;', '/ times) - offset + 1;'),
  fault(
    'src/occurrences/cycles.ts',
    'frozen days stay open',
    'const lo = Math.max(opening, from);',
    'const lo = opening;',
  ),
  fault(
    'src/occurrences/cycles.ts',
    'a window one day later',
    'Math.floor((cycleDays - days) / 2)',
    'Math.ceil((cycleDays - days) / 2)',
  ),
  fault(
    'src/occurrences/allowed-days.ts',
    'exempt where nothing is open',
    'pool.lastOf(open) >= rank',
    'pool.lastOf(open) > rank',
  ),
  fault(
    'src/occurrences/amended.ts',
    'a task keeps the days of a recognised check',
    '|| columns.reason[o] === reasonCode.recognised) continue;',
    ') continue;',
  ),
  fault('src/occurrences/amended.ts', 'a task on frozen days', '[Math.max(lo, firstFree), hi]', '[lo, hi]'),
  fault(
    'src/occurrences/amended.ts',
    'no white list for tasks',
    'narrow?.(base, domains[columns.item[o]] !== KEY)',
    'narrow?.(base, false)',
  ),
  fault(
    'src/occurrences/recognition.ts',
    'the shorter of equivalents is kept',
    'items[i].minutes <= items[other].minutes',
    'items[i].minutes >= items[other].minutes',
  ),
  fault(
    'src/occurrences/turns.ts',
    'the grade is not regarded',
    'const times = timesOf(cadence, grade);',
    'const times = timesOf(cadence, undefined);',
  ),
  fault(
    'src/rules/rule.ts',
    'similarity is strict',
    'largest === smallest || largest / smallest <= ratio',
    'largest === smallest || largest / smallest < ratio',
  ),
  fault('src/rules/visit-check.ts', 'a visit without a host passes', 'let hosts = asks ? 0 : 1;', 'let hosts = 1;'),
  fault(
    'src/rules/visit-check.ts',
    'a host is taken for a stranger',
    'if (role[i] === HOST) hosts++;',
    'if (role[i] === HOST && k === 0) hosts++;',
  ),
  fault(
    'src/rules/visit-check.ts',
    'limits are strict',
    'if (total[group[own]] > rule.most)',
    'if (total[group[own]] >= rule.most)',
  ),
  fault(
    'src/consolidate/reduce.ts',
    'an occasion without hosts stands for one that has them',
    'needsHost[q] === 0 || (needsHost[p] === 1 && host[p] === host[q])',
    'true',
  ),
  fault('src/consolidate/reduce.ts', 'who may be left out is followed', '&& capping?.must[j] !== 0;', ';'),
  fault(
    'src/consolidate/reduce.ts',
    'hosts follow others',
    'if (!anyHost) return false;',
    'if (elements > 0) return false;',
  ),
  fault(
    'src/consolidate/reduce.ts',
    'an element that limits bind follows others',
    'if (tight?.[i] === 1 || isHost(i)) {',
    'if (isHost(i)) {',
  ),
  fault(
    'src/consolidate/enterprise-visits.ts',
    'key occurrences raise no limit',
    'most: Math.max(cap, keyAlone.host.length),',
    'most: cap,',
  ),
  fault(
    'src/consolidate/enterprise-visits.ts',
    'visits that were made do not count for the cap',
    '- (spent?.[e] ?? 0));\n    if (inside > cap) {',
    ');\n    if (inside > cap) {',
  ),
  fault(
    'src/consolidate/enterprise-visits.ts',
    'the bound counts a part twice',
    'bound += answer.lowerBound;',
    'bound += answer.lowerBound + (p > 1 ? 1 : 0);',
  ),
  fault(
    'src/consolidate/share-out.ts',
    'one visit less is shared out',
    'let left = spare;',
    'let left = Math.max(0, spare - 1);',
  ),
  fault(
    'src/cover/packing.ts',
    'elements are alike whatever their departments',
    'if (groupOf[a] !== groupOf[b] || weight[a] !== weight[b]) return false;',
    'if (weight[a] !== weight[b]) return false;',
  ),
  fault(
    'src/cover/witness.ts',
    'a witness of occurrences that meet',
    'weight[i] + weight[j] > mostAt[p]',
    'weight[i] + weight[j] >= mostAt[p]',
  ),
  fault(
    'src/cover/hosting.ts',
    'two visits share one host',
    'if (visitOf[i] >= 0 && !claim(visitOf[i], seen)) continue;',
    'if (visitOf[i] >= 0) continue;',
  ),
  fault(
    'src/consolidate/bundled-visits.ts',
    'days of what is pinned together are those of one',
    'if (common[a][1] < hi[r]) a++;',
    'if (common[a][1] <= hi[r] + 1) a++;',
  ),
  fault(
    'src/revise/own-check.ts',
    'pins that keep apart are forgotten',
    'apart.every((list) => countIn(list) <= 1)',
    'apart.every((list) => countIn(list) <= 2)',
  ),
  fault('src/revise/keep-visits.ts', 'caps are forgotten where nothing happened', '&& onSite <= allowedOf(e);', ';'),
  fault(
    'src/revise/keep-visits.ts',
    'published visits stay where fewer would do',
    'unserved === 0 && visits <= fewestOf(e)',
    'unserved === 0',
  ),
  fault(
    'src/revise/causes.ts',
    'a cause of one item is one of all',
    "ofAll.has('policy') || ofEnterprise.has(enterprise)",
    "ofAll.has('policy')",
  ),
  fault(
    'src/answers/verify/visit-rules.ts',
    'verify asks for no host',
    'if (!items.some((item) => item.domain === domain))',
    'if (items.length === 0)',
  ),
  fault(
    'src/answers/verify/visit-rules.ts',
    'verify lets limits be exceeded',
    'if (elapsed > most)',
    'if (elapsed > 2 * most)',
  ),
  fault(
    'src/answers/verify/allowed-days.ts',
    'verify rounds windows down',
    'Math.max(1, Math.round(share * length))',
    'Math.max(1, Math.floor(share * length))',
  ),
  fault(
    'src/answers/explain/separation.ts',
    'an explanation forgets pins that keep apart',
    'if (company.areApart(a, b)) return',
    'if (company.areApart(a, b) && a === b) return',
  ),
];
