declare module 'mjml' {
  export type MjmlError = { line: number; message: string; tagName: string; formattedMessage: string }
  export type MjmlOptions = {
    ignoreIncludes?: boolean
    validationLevel?: 'strict' | 'soft' | 'skip'
    keepComments?: boolean
    minify?: boolean
    fonts?: Record<string, string>
  }
  export default function mjml2html(source: string, options?: MjmlOptions): Promise<{ html: string; errors: MjmlError[] }>
}
