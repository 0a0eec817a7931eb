/** A month as requests name it, `YYYY-MM`. */
export const MONTH_PATTERN = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$/;
