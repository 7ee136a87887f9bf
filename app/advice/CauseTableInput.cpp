// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"input.reserved-character-in-url",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy address splits in the wrong place"),
     QT_TRANSLATE_NOOP("CauseWording",
       "A special character in the user name or password makes programs misread the proxy "
       "address that was entered."),
     QT_TRANSLATE_NOOP("CauseWording",
       "In an address such as http://user:password@host:port, the characters @ : / ? # [ ] % and "
       "the space have a meaning of their own. Written as they are inside the user name or "
       "password, they make a program read another host, port or user than was meant."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Use the corrected address, or put user name and password into separate fields."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Where the program has separate fields for user name and password, use those and "
           "write the characters as they are."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Replace the special characters by their percent codes, as in the corrected address: "
           "@ is %40, : is %3A, / is %2F, # is %23, ? is %3F, [ is %5B, ] is %5D, % is %25, and "
           "a space is %20."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for in the proxy's log yet: the proxy address on the client has an "
       "unescaped reserved character in its userinfo part, so clients parse another host, port "
       "or user from it (RFC 3986 section 3.2). A look-up of a name that is part of a password "
       "may be in the log of the name service."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or that the password is wrong: the address is "
       "read in the wrong place before either can matter."),
     "network.refused network.timed-out credentials.rejected"},
    {"input.malformed-escape",
     QT_TRANSLATE_NOOP("CauseWording",
       "A percent sign in the address is not a valid code"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy address contains a percent sign that programs cannot read, so some of them "
       "give up before they send anything."),
     QT_TRANSLATE_NOOP("CauseWording",
       "In an address a % starts a code of two hexadecimal digits, such as %40 for @. Here a % "
       "is followed by something else. A percent sign that belongs to the password itself must "
       "be written %25."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Write the percent sign as %25 in the address."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Write each % that belongs to the user name or password as %25."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Where the program has separate fields for user name and password, use those and "
           "write % as it is."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for in the proxy's log yet: the proxy address on the client holds a % "
       "that is not followed by two hexadecimal digits (RFC 3986 section 2.1). Clients differ: "
       "some stop, some send it as it is."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refused anything: many programs stop before they send a "
       "byte."),
     "policy.forbidden"},
    {"input.encoded-twice",
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name or password still holds percent codes"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name or password contains codes such as %40, which usually stand in place of "
       "the real characters."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Codes such as %40 belong into an address (URL) only. In separate fields, or encoded a "
       "second time (%2540), they are sent as they stand, and the proxy compares them with the "
       "real password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the real characters in place of the percent codes."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "In separate fields type the real characters: @ in place of %40, : in place of %3A, "
           "and so on."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "In an address encode once: %40, never %2540."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name or password sent from this client probably holds percent codes in place of "
       "characters. In the proxy's log a user name with %40, %5C or the like is the sign of it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the account is locked, and it is not a block by the website."),
     "origin.refused"},
    {"input.invisible-character",
     QT_TRANSLATE_NOOP("CauseWording",
       "What was entered contains a hidden character"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name, password or address contains a character that cannot be seen or is easily "
       "mistaken, usually picked up by copy and paste."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Spaces at an end, line ends, non-breaking spaces, zero-width marks and typographic "
       "quotes often come along with copied text. They are sent like any other character, and "
       "the proxy then compares something else than the real password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Type the value by hand, without copy and paste."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Delete the value and type it by hand."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Save the corrected value wherever the old one is stored: in the program, in scripts "
           "and in environment variables."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "What this client sends probably differs from the stored value by one character that "
       "cannot be seen (space, line end, non-breaking space, zero-width mark, typographic "
       "quote). Look in the proxy's log for a user name with such a character at its end."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the account is locked, and it is not a block by the website."),
     "origin.refused"},
    {"input.colon-in-user-name",
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name contains a colon"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name contains a colon, which the simplest kind of sign-in (Basic) cannot carry."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Basic sign-in sends user name and password joined by a colon, so everything after the "
       "first colon counts as password (RFC 7617 forbids a colon in the user name)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Use another form of the user name, without a colon."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Check whether the colon was typed by mistake, for instance user:password in the user "
           "name field."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Give the account a name without a colon, or offer a sign-in method that can carry "
           "one."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name on this client contains a colon. With Basic everything after the first "
       "colon arrives as part of the password (RFC 7617 section 2), so the proxy's log shows a "
       "shorter user name."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the user name cannot be sent in this way."),
     "origin.refused"},
    {"input.unparsable",
     QT_TRANSLATE_NOOP("CauseWording",
       "No proxy address can be read from this"),
     QT_TRANSLATE_NOOP("CauseWording",
       "No proxy can be read from the address that was entered, so nothing could be tested."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A proxy address is a host name or address and a port, such as proxy.example.com:8080 or "
       "http://proxy.example.com:8080."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the proxy as host:port."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Ask for the proxy's host name and port and enter them as host:port."),
          "proxy.example.com:8080", false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Look the address up in the company's instructions or in a computer that works."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for: no connection was tried, because no host name can be read from what "
       "is set on the client. Please tell the desk the proxy's host name and port."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down: it was not contacted."),
     "network.refused network.timed-out"},
};

} // namespace

std::span<const CauseLines> inputCauses()
{
    return lines;
}

} // namespace pt
