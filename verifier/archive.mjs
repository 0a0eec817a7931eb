// @ts-check
import { canonicalJson, canonicalLines, parsed } from './canonical.mjs';
import { evaluate } from './month.mjs';
import { hasWitnessed, headText, isSigned, keysOf } from './signatures.mjs';
import { readTar, writeTar } from './tar.mjs';
import { hexSha256, isBeginning, leafHash, rootOfWalk } from './tree.mjs';

/** The files of an archive behind its manifest, in their order. */
const FILES = ['facts.ndjson', 'frozen.json', 'heads.ndjson', 'keys.ndjson', 'proofs.ndjson', 'terms.ndjson'];

/** Sections that documents of an early ledger lack, and what a document says of itself. */
const [ADDED_SINCE, OF_ITSELF] = ['atRisk publishedFigures', 'schema position'].map((names) => names.split(' '));

/** What was looked at: what holds, and under a code what does not. */
class Report {
  passed = [];
  refusals = [];
  check(code, holds, what, detail = '') {
    if (holds) this.passed.push(what);
    else this.refusals.push({ code, detail: `it does not hold that ${what}${detail && `: ${detail}`}` });
  }
}

/** Checks bytes, then proofs, then figures, up to the first of these that fails; `trust`: `keyId`, `head`, `witnesses` from elsewhere. */
export function verifyArchive(bytes, trust) {
  const report = new Report();
  const found = { notRecomputed: [], month: undefined };
  const isWhole = () => report.refusals.length === 0;
  try {
    const archive = /** @type {any} */ (readArchive(bytes, report));
    if (isWhole()) checkProved(archive, trust, report);
    if (isWhole()) Object.assign(found, checkFigures(archive, report));
  } catch (error) {
    // What is not of the form that it claims to be may break a check anywhere.
    report.check('FORM', false, 'everything is of the form that it should be', String(error));
  }
  return { accepted: isWhole(), ...report, ...found };
}

/** The files, compared with the bytes; the manifest is made again from the others. */
function readArchive(bytes, report) {
  const read = readTar(bytes);
  const bytesOf = (path) => read.get(path) ?? Buffer.alloc(0);
  const files = FILES.map((path) => [path, bytesOf(path)]);
  const manifest = bytesOf('manifest.json');
  const isTar = writeTar([['manifest.json', manifest], ...files]).equals(bytes);
  report.check('TAR', isTar, 'the archive is the one canonical tar of its 7 files');
  const frozen = parsed(bytesOf('frozen.json').toString()) ?? {};
  const [firstHead, lastFact] = [bytesOf('heads.ndjson'), bytesOf('facts.ndjson')].map((own) => own.toString().trimEnd().split('\n'));
  const { ledgerId } = parsed(firstHead[0]) ?? {};
  const { position } = parsed(lastFact.at(-1)) ?? {};
  const listed = files.map(([path, own]) => ({ path, size: own.length, sha256: hexSha256(own) }));
  const { agreementId, month } = frozen;
  const told = canonicalJson({ schema: 'sla-ledger/export/1', ledgerId, agreementId, month, position, files: listed });
  report.check('MANIFEST', manifest.equals(Buffer.from(`${told}\n`)), 'the manifest is what follows from the other files');
  return { bytesOf, frozen };
}

/** That leaves are in a tree whose head is signed by whom we trust, and that the document is the one that was frozen. */
function checkProved(archive, trust, report) {
  const linesOf = (path) => {
    const lines = canonicalLines(archive.bytesOf(path));
    report.check('FORM', lines !== null, `${path} is canonical JSON, one a line`);
    return lines ?? [];
  };
  archive.leaves = leavesIn(linesOf, report);
  archive.heads = linesOf('heads.ndjson').map(({ value }) => value);
  archive.proofs = linesOf('proofs.ndjson').map(({ value }) => value);
  checkHeads(archive, report);
  checkTrust(archive, trust, report);
  checkProofs(archive, report);
  checkStreams(archive, report);
  checkFreeze(archive, report);
}

/** All leaves in the order of the log, each with the file that it is in. */
function leavesIn(linesOf, report) {
  const leaves = ['facts.ndjson', 'terms.ndjson', 'keys.ndjson'].flatMap((path) => {
    const own = linesOf(path).map(({ value, text }) => ({ ...value, at: BigInt(value.position), path, hash: leafHash(text) }));
    const isInOrder = own.every(({ at }, index) => index === 0 || own[index - 1].at < at);
    report.check('ORDER', isInOrder, `${path} is in the order of the log`);
    return own;
  });
  const others = leaves.filter(({ schema, metadata }) => schema !== 'sla-ledger/leaf/1' || (metadata.schema ?? 1) !== 1);
  report.check('SCHEMA', others.length === 0, 'events are of a form known here', others.map(({ position }) => position).join(', '));
  return leaves.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Every head is signed by a key of the ledger, and countersigned by those who are said to have. */
function checkHeads(archive, report) {
  const { heads, leaves } = archive;
  const { ledgerId } = heads[0];
  const isOne = [...heads, ...leaves].every((each) => each.ledgerId === ledgerId);
  report.check('LEDGER', isOne, `everything is of the ledger ${ledgerId}`);
  const announced = leaves.filter(({ path, type }) => path === 'keys.ndjson' && type === 'SigningKeyAnnounced');
  archive.keys = keysOf(announced, ledgerId);
  for (const { signature, witnesses, ...told } of heads) {
    const [text, name] = [headText(told), `the head of ${told.treeSize} leaves`];
    const key = archive.keys.find(({ keyId }) => keyId === told.keyId);
    const isSaid = canonicalJson(told) === text && isSigned(text, signature, key?.publicKey ?? '');
    report.check('HEAD_SIGNATURE', isSaid, `${name} is signed by the ledger's key ${told.keyId}`);
    const areSigned = witnesses.every((witness) => Object.keys(witness).length === 3 && hasWitnessed(text, witness));
    report.check('COUNTERSIGNATURE', areSigned, `${name} has ${witnesses.length} countersignatures by the keys that they name`);
  }
}

/** What comes from elsewhere: a key is trusted where it is the one given, or was signed over by one that is. */
function checkTrust({ heads, keys }, { keyId, head, witnesses = [] }, report) {
  const from = keys.findIndex((key) => key.keyId === keyId);
  const isTrusted = from >= 0 && keys.slice(from).some((key) => key.keyId === heads.at(-1).keyId);
  const what = `the last head is signed by the key given, ${keyId}, or by one that it signed over`;
  if (keyId !== undefined) report.check('KEY', isTrusted, what);
  const { treeSize, rootHash, ledgerId } = head ?? {};
  const isSame = (own) => own.treeSize === treeSize && own.rootHash === rootHash && own.ledgerId === ledgerId;
  const why = heads.some((own) => own.treeSize === treeSize) ? 'here it is another' : 'export with --tree-size';
  if (head !== undefined) report.check('HEAD', heads.some(isSame), `the head given, of ${treeSize} leaves, is here`, why);
  for (const wanted of witnesses) {
    const hasSigned = heads.some((own) => own.witnesses.some((witness) => witness.keyId === wanted));
    report.check('WITNESS', hasSigned, `a head is countersigned by ${wanted}`);
  }
}

/** The leaves are in the tree of the last head, of which that of the first is the beginning. */
function checkProofs(archive, report) {
  const { heads, leaves, proofs } = archive;
  const [first, last] = [heads[0], heads.at(-1)];
  const steps = proofs.filter((line) => !('consistency' in line));
  const [proof, ...rest] = proofs.slice(steps.length);
  const hashes = leaves.map(({ hash }) => hash);
  const isRoot = rootOfWalk(steps, hashes, last.treeSize) === last.rootHash;
  report.check('PROOF', isRoot, `${leaves.length} leaves are in the tree of ${last.treeSize}`);
  const isOfThese = proof?.from === first.treeSize && proof.to === last.treeSize && isBeginning(first, last, proof.consistency);
  const isConsistent = rest.length === 0 && (heads.length === 1 ? proof === undefined : heads.length === 2 && isOfThese);
  report.check('CONSISTENCY', isConsistent, `the tree of ${first.treeSize} leaves is the beginning of that of ${last.treeSize}`);
  archive.indexes = steps.flatMap((step) => ('leaf' in step ? [step.leaf] : []));
}

/** Within a stream nothing is left out before its last event here. */
function checkStreams({ leaves }, report) {
  const next = new Map();
  const gaps = new Set();
  for (const { stream, revision, path } of leaves) {
    const file = stream === 'audit-keys' ? 'keys.ndjson' : stream.startsWith('agreement-') ? 'terms.ndjson' : 'facts.ndjson';
    if (path !== file || revision !== String(next.get(stream) ?? 0)) gaps.add(stream);
    next.set(stream, Number(revision) + 1);
  }
  report.check('STREAM_GAP', gaps.size === 0, `${next.size} streams have no gap from their beginning on`, [...gaps].join(', '));
}

/** The document is the one of the last freeze, which the first head covers, and nothing recorded after it is here. */
function checkFreeze({ leaves, indexes, heads, frozen, bytesOf }, report) {
  const stream = `evaluation-${frozen.agreementId}-${frozen.month}`;
  const freeze = leaves.findLast((leaf) => leaf.stream === stream);
  const isSame = ['agreementId', 'month', 'at', 'position'].every((name) => freeze?.data[name] === frozen[name]);
  const isFrozen = freeze?.type === 'EvaluationFrozen' && freeze.data.sha256 === hexSha256(bytesOf('frozen.json'));
  report.check('FROZEN', isFrozen && isSame, 'frozen.json is what was frozen, byte for byte');
  report.check('COVERED', indexes[leaves.indexOf(freeze)] < heads[0].treeSize, 'the first head covers the freeze');
  const facts = leaves.filter((leaf) => leaf.stream !== stream && leaf.path !== 'keys.ndjson');
  const isEarly = facts.every(({ at }) => at <= BigInt(frozen.position));
  report.check('LATE', isEarly, 'no fact or term was recorded after what was frozen');
}

/** The document is computed again from facts and terms, and compared section by section. */
function checkFigures({ leaves, frozen, heads }, report) {
  const terms = leaves.filter(({ path }) => path === 'terms.ndjson');
  const agreement = agreementOf(terms);
  const areOfIt = terms.every(({ stream }) => stream === `agreement-${frozen.agreementId}`);
  report.check('TERMS', areOfIt && agreement?.agreementId === frozen.agreementId, 'the terms are those of the agreement');
  const computed = evaluate(agreement, eventsOf(leaves), { month: frozen.month, at: frozen.at });
  for (const [section, value] of Object.entries(computed)) {
    if (!(section in frozen) && ADDED_SINCE.includes(section)) continue;
    const difference = firstDifference(frozen[section], value, section);
    report.check('FIGURES', difference === '', `${section} is what follows from facts and terms`, difference);
  }
  const count = (kind) => new Set(leaves.map(({ stream }) => stream).filter((stream) => stream.startsWith(kind))).size;
  const month = {
    ...{ agreementId: frozen.agreementId, month: frozen.month, frozenAt: frozen.at, position: frozen.position },
    ...{ leaves: leaves.length, treeSize: heads.at(-1).treeSize, figures: frozen.figures },
    ...{ tickets: count('ticket-'), outages: count('outage-'), problems: count('problem-') },
  };
  return { month, notRecomputed: Object.keys(frozen).filter((name) => !(name in computed) && !OF_ITSELF.includes(name)) };
}

/** The agreement with all versions, from the events of its stream; those of notices say nothing of its terms. */
function agreementOf(events) {
  return events.reduce((agreement, { type, data: { agreement: registered, title, version: added } }) => {
    if (type === 'AgreementRegistered') return registered;
    if (type === 'AgreementRetitled') return { ...agreement, title };
    if (!['AgreementVersionAdded', 'AgreementVersionReplaced'].includes(type)) return agreement;
    const others = agreement.versions.filter(({ version }) => version !== added.version);
    return { ...agreement, versions: [...others, added].sort((a, b) => a.version - b.version) };
  }, undefined);
}

/** Events of facts by what they are about, in order of recording. */
function eventsOf(leaves) {
  const events = { ticket: new Map(), outage: new Map(), problem: new Map(), service: new Map() };
  for (const { stream, type, data } of leaves) {
    const [, kind, id] = /^(ticket|outage|problem|service)-(.+)$/.exec(stream) ?? [];
    if (kind === undefined || typeof data.occurredAt !== 'string') continue;
    if (!events[kind].has(id)) events[kind].set(id, []);
    events[kind].get(id).push({ type, data });
  }
  return events;
}

/** Where two values first differ, and how; '' where they do not. */
function firstDifference(told, computed, path) {
  if (canonicalJson(told ?? null) === canonicalJson(computed ?? null)) return '';
  const areTrees = [told, computed].every((value) => typeof value === 'object' && value !== null);
  const areAlike = areTrees && Array.isArray(told) === Array.isArray(computed);
  if (!areAlike) return `${path} is ${JSON.stringify(told)}, computed ${JSON.stringify(computed)}`;
  const names = [...new Set([...Object.keys(told), ...Object.keys(computed)])];
  return names.reduce((found, name) => found || firstDifference(told[name], computed[name], `${path}/${name}`), '');
}
