/** A plausible mistake: a text that a file contains once, and its replacement. */
export interface PlantedFault {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly what: string;
  /** Test files of which one must fail; absent: the soak's slice in CI must fail. */
  readonly tests?: readonly string[];
}

const fault = (file: string, what: string, right: string, wrong: string): PlantedFault => ({
  file,
  what,
  right,
  wrong,
});

/**
 * A missing check of the guard. Plans show it only together with another fault,
 * the guard's own tests always.
 */
const unguarded = (file: string, what: string, right: string, wrong: string): PlantedFault => ({
  ...fault(file, what, right, wrong),
  tests: ['test/rules/visit-check.test.ts', 'test/consolidate/sound-visits.test.ts'],
});

/** Faults of every stage that the soak must find. */
export const plantedFaults: readonly PlantedFault[] = [
  fault(
    'src/occurrences/cycles.ts',
    'a cycle one day longer',
    '/ times) - offset;',
    '/ times) - offset + 1;',
  ),
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
    'pool.lastOf(days) >= rank',
    'pool.lastOf(days) > rank',
  ),
  fault(
    'src/occurrences/amended.ts',
    'a task keeps the days of a recognised check',
    '|| columns.reason[o] === reasonCode.recognised) continue;',
    ') continue;',
  ),
  fault(
    'src/occurrences/amended.ts',
    'a task on frozen days',
    '[Math.max(lo, firstFree), hi]',
    '[lo, hi]',
  ),
  fault(
    'src/occurrences/amended.ts',
    'no white list for tasks',
    'narrow?.(base, limited)',
    "narrow?.(base, 'protected')",
  ),
  fault(
    'src/occurrences/recognition.ts',
    'the shorter of equivalents is kept',
    'items[i].minutes <= items[other].minutes',
    'items[i].minutes >= items[other].minutes',
  ),
  fault(
    'src/occurrences/cycles-of-enterprise.ts',
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
  unguarded(
    'src/rules/visit-check.ts',
    'a visit without a host passes',
    'let hosts = asks ? 0 : 1;',
    'let hosts = 1;',
  ),
  unguarded(
    'src/rules/visit-check.ts',
    'an item twice in a visit passes',
    'if (role[i] === 0 || seen[i] === 1) isIn = false;',
    'if (role[i] === 0) isIn = false;',
  ),
  unguarded(
    'src/rules/visit-check.ts',
    'a stranger to the domain passes',
    'if (role[i] === 0 || seen[i] === 1) isIn = false;',
    'if (seen[i] === 1) isIn = false;',
  ),
  unguarded(
    'src/rules/visit-check.ts',
    'only the second item must be equal',
    'for (let k = 1; k < count; k++) if (value[list[k]] !== first) return false;',
    'if (count > 1 && value[list[1]] !== first) return false;',
  ),
  unguarded(
    'src/rules/visit-check.ts',
    'durations that are not similar pass',
    'return isSimilar(most, least, rule.ratio);',
    'return true;',
  ),
  unguarded(
    'src/rules/visit-check.ts',
    'exceptions pass',
    'rule.separates(items[own], items[other])) return false;',
    'rule.separates(items[own], items[other])) return true;',
  ),
  unguarded(
    'src/rules/visit-check.ts',
    'more minutes than the limit pass',
    'if (total[group[own]] > rule.most) isWithin = false;',
    'if (total[group[own]] > 2 * rule.most) isWithin = false;',
  ),
  unguarded(
    'src/rules/visit-check.ts',
    'a department too many passes',
    'return groups <= rule.most;',
    'return groups <= rule.most + 1;',
  ),
  unguarded(
    'src/consolidate/sound-visits.ts',
    'visits on no common day pass',
    '&&\n        haveCommonDay(daySet, daySets, members);',
    ';',
  ),
  unguarded(
    'src/consolidate/sound-visits.ts',
    'an occurrence twice in a plan passes',
    'reason[o] === 0 && seen[o] === 0;\n        isOwn &&= checked[o] >= 0;',
    'reason[o] === 0;\n        isOwn &&= checked[o] >= 0;',
  ),
  unguarded(
    'src/consolidate/sound-visits.ts',
    'an occurrence that is nowhere passes',
    'isSound &&= seen[o] === (reason[o] === 0 ? 1 : 0);',
    ';',
  ),
  unguarded(
    'src/consolidate/sound-visits.ts',
    'a visit on site as one off site passes',
    'isSound &&= consolidation.onSite[v] === enters;',
    ';',
  ),
  unguarded(
    'src/consolidate/sound-visits.ts',
    'what no cap leaves out may be left out',
    '(hasPins || (key[item[o]] === 0 && caps.some(({ counts }) => counts(item[o]))));',
    '(hasPins || caps.some(({ counts }) => counts(item[o])));',
  ),
  unguarded(
    'src/consolidate/sound-visits.ts',
    'more visits than the cap pass',
    'if (!hasPins) isSound &&= counted[c] <= room;',
    ';',
  ),
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
  fault(
    'src/consolidate/reduce.ts',
    'who may be left out is followed',
    '&& capping?.must[j] !== 0;',
    ';',
  ),
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
    'most: Math.max(left.most, keyAlone.host.length),',
    'most: left.most,',
  ),
  fault(
    'src/consolidate/visit-cap.ts',
    'visits that were made do not count for the cap',
    'most: Math.max(0, most - used)',
    'most: Math.max(0, most)',
  ),
  fault(
    'src/consolidate/enterprise-visits.ts',
    'the bound counts a part twice',
    'lowerBound += answer.lowerBound;',
    'lowerBound += answer.lowerBound + (p > 1 ? 1 : 0);',
  ),
  fault(
    'src/consolidate/share-out.ts',
    'one visit less is shared out',
    'let left = spare;',
    'let left = Math.max(0, spare - 1);',
  ),
  fault(
    'src/cover/packing.ts',
    'packed visits have a department too many',
    'distinct[l][b] >= mostAt[p]) return false;',
    'distinct[l][b] > mostAt[p]) return false;',
  ),
  fault(
    'src/cover/witness.ts',
    'a witness of occurrences that meet',
    'weight[i] + weight[j] > mostAt[p]',
    'weight[i] + weight[j] >= mostAt[p]',
  ),
  fault(
    'src/cover/packing.ts',
    'packed visits need no host',
    'lacking[b] = anyHost ? needsHost[chosen[b]] : 0;',
    'lacking[b] = 0;',
  ),
  fault(
    'src/consolidate/bundled-visits.ts',
    'guests that are pinned together are visited without a host',
    'whole.isSound && !isCapUnsure ? asItIs()',
    '!isCapUnsure ? asItIs()',
  ),
  fault(
    'src/consolidate/bundled-trial.ts',
    'days of what is pinned together are those of one',
    'const sets = [...new Set(members.map((o) => daySet[o]))];',
    'const sets = [daySet[members[0]]];',
  ),
  fault(
    'src/revise/own-check.ts',
    'pins that keep apart are forgotten',
    'if (lists.has(list)) return false;',
    'if (lists.has(list)) continue;',
  ),
  fault(
    'src/revise/changed-enterprise.ts',
    'a cap does not limit revised visits',
    'allowed: left.allowed.map((most, c) => Math.max(most, needed[c])),',
    'allowed: left.allowed.map(() => Number.POSITIVE_INFINITY),',
  ),
  fault(
    'src/revise/changed-enterprise.ts',
    'published visits stay where fewer would do',
    'intact.length <= fresh.visits.length &&',
    '',
  ),
  fault(
    'src/revise/causes.ts',
    'past visits of an enterprise that changes keep their cycles',
    "ofAll.has('policy') || ofEnterprise.has(enterprise)",
    "ofAll.has('policy')",
  ),
  fault(
    'src/revise/log.ts',
    'a cause of one item is one of all',
    'new Set(list.flatMap(({ item }) => [...(causes.ofItem.get(item) ?? [])]));',
    'new Set(list.flatMap(() => [...causes.ofItem.values()].flatMap((one) => [...one])));',
  ),
  fault(
    'src/revise/log.ts',
    'another department has time',
    "causes.ofDepartment.get(departmentOf.get(item) ?? '') ?? []",
    "causes.ofDepartment.get([...causes.ofDepartment.keys()][0] ?? '') ?? []",
  ),
  fault(
    'src/revise/log.ts',
    'what happened to an enterprise is told as no cause',
    '...(causes.ofEnterprise.get(enterprise) ?? []),',
    '',
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
