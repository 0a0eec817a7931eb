import { type CheckedFact, type FactCatalogue, isJsonObject } from '@app/facts';
import { type Clock, nowSecond, problems, type ProblemFault } from '@app/platform';

/** A fact that may be recorded, with its instant. */
export type ValidFact = Extract<CheckedFact, { kind: 'fact' }>;

type Repoint = (fault: ProblemFault) => ProblemFault;

/**
 * The fact in a body, or every fault in it.
 *
 * @param repoint turns pointers into the fact into pointers into the body that was sent
 * @throws Problem VALIDATION_FAILED
 */
export const checkedFact = (
  { catalogue, clock }: { readonly catalogue: FactCatalogue; readonly clock: Clock },
  json: unknown,
  repoint: Repoint = (fault) => fault,
): ValidFact => {
  const checked = catalogue.checkFact(json, nowSecond(clock));
  if (checked.kind === 'fact') return checked;
  const errors = checked.faults.map(repoint);
  const detail = errors.length === 1 ? 'there is 1 fault' : `there are ${errors.length} faults`;
  throw problems.VALIDATION_FAILED(detail, { errors });
};

/**
 * The body of `POST .../{id}/facts` as a whole fact: what it is about comes from the path, and the body may repeat it.
 *
 * @throws Problem VALIDATION_FAILED where the body names another one
 */
export const factAbout = (
  field: 'ticketId' | 'outageId' | 'problemId' | 'serviceId',
  id: string,
  body: unknown,
): unknown => {
  if (!isJsonObject(body)) return body;
  if (body[field] !== undefined && body[field] !== id) {
    const detail = `must be the ${field} of the path, or absent`;
    throw problems.VALIDATION_FAILED('the body is about something else than the path', {
      errors: [{ pointer: `/${field}`, code: 'INVALID_VALUE', detail }],
    });
  }
  return { ...body, [field]: id };
};
