import type { Brand } from './contract.ts'

/** A workspace's brand until it has its own: bronze on paper, 5.6 to 1. */
export function defaultBrand(name: string): Brand {
  return {
    name,
    colours: { primary: '#8a4f0f', background: '#f4f1ec', text: '#1c1a17', button_text: '#ffffff' },
    font_family: 'Inter',
    footer_text: '',
    postal_address: '',
    social: [],
  }
}
