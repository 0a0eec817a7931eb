import { byRegistration, detect } from '../../dist/libs/problems/src/domain/detection/detect.js';

/** Incidents by family. */
export const grouped = (incidents) => {
  const families = new Map();
  for (const incident of incidents) {
    const own = families.get(incident.family);
    if (own === undefined) families.set(incident.family, [incident]);
    else own.push(incident);
  }
  return families;
};

/** What anything that detects must do first: bring the incidents of each family in order. */
export const inOrder = (incidents) => {
  const families = grouped(incidents);
  for (const own of families.values()) own.sort(byRegistration);
  return families;
};

/** All problems of a history, by family. */
export const detectAll = ({ incidents, closes }) =>
  new Map([...inOrder(incidents)].map(([family, own]) => [family, detect(own, closes[family])]));
