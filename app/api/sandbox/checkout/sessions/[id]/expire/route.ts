import { answerSandbox } from '../../../../answer.ts';

/** Ends a checkout of the sandbox before its time. */
export const POST = answerSandbox;
