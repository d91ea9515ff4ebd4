export { engagementChores } from './follow.ts'
export { engagedSince, engagementOf, learnedMedium, readiestMedium, SURE } from './read.ts'
