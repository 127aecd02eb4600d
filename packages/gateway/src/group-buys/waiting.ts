/**
 * Part of a statement: that somebody can still join a group.
 *
 * @param group - the name of its row
 * @param now - a value of the statement
 */
export const isWaiting = (group: string, now: string): string =>
  `${group}.state = 'recruiting' and ${group}.deadline > ${now} and ${group}.paid > 0 and ${group}.taken < ${group}.size`
