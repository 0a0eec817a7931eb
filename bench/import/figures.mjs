/** The API lists so many breaches in the evaluation itself, the command line all. */
const LISTED = 500;

/**
 * What must not differ between two evaluations of the same facts: everything but when and where they were made.
 *
 * @param {{ figures: object[], breaches: object[], superseded: object[], availability: object[], reliability: object[] }} evaluation
 */
export const figuresOf = ({ figures, breaches, superseded, availability, reliability }) =>
  JSON.stringify({
    figures,
    breaches: breaches.slice(0, LISTED),
    superseded: superseded.slice(0, LISTED),
    availability,
    reliability,
  });
