/*
 * input_keys.h - which key a byte or the parts of a control sequence stand for. Pure.
 *
 * Internal to input.c. UIKEY_NONE stands for no key.
 */
#ifndef MSGDECK_UI_INPUT_KEYS_H
#define MSGDECK_UI_INPUT_KEYS_H

#include <stdint.h>

/* A byte below 0x80 outside of sequences. */
uint32_t input_key_of_byte(unsigned char byte);
/* xterm's modifier parameter: 1 + bits for shift 1, alt 2, control 4, meta 8. */
uint32_t input_modifiers(int value);
/* The final byte of CSI or SS3. */
uint32_t input_key_of_final(char final);
/* CSI number ~: the VT220's editing and function keys. */
uint32_t input_key_of_number(int number);
/* kitty's CSI codepoint ; modifiers u, and xterm's CSI 27 ; modifiers ; codepoint ~. */
uint32_t input_key_of_codepoint(int codepoint, int modifier_value);
/* The key in the one form that key.h gives it: without Shift for a character, <C-a> for <C-A>. */
uint32_t input_key_plain(uint32_t key);

#endif
