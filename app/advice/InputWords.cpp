// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/WordTable.h"

namespace pt {

namespace {

/// Words of InputProblem, by the name of its kind.
constexpr WordRow rows[] = {
    {"reserved-character", "", "character",
     QT_TRANSLATE_NOOP("InputWording",
       "The character %1 has a meaning of its own in an address; write it as a percent code, or "
       "use the separate fields.")},
    {"reserved-character", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "A character in user name or password has a meaning of its own in an address; write it as "
       "a percent code, or use the separate fields.")},
    {"malformed-escape", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "A percent sign must be followed by two hexadecimal digits; a percent sign of the "
       "password is written %25.")},
    {"encoded-twice", "field=user", "escape",
     QT_TRANSLATE_NOOP("InputWording",
       "The user name contains the code %1; enter the real character here.")},
    {"encoded-twice", "field=user", "",
     QT_TRANSLATE_NOOP("InputWording",
       "The user name contains a code such as %40; enter the real character here.")},
    {"encoded-twice", "field=password", "",
     QT_TRANSLATE_NOOP("InputWording",
       "The password contains a code such as %40; enter the real character here.")},
    {"encoded-twice", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "The address is encoded twice; write %40, not %2540.")},
    {"invisible-character", "field=user", "character",
     QT_TRANSLATE_NOOP("InputWording",
       "The user name contains an invisible character: %1.")},
    {"invisible-character", "field=user", "",
     QT_TRANSLATE_NOOP("InputWording",
       "The user name contains an invisible character.")},
    {"invisible-character", "field=password", "",
     QT_TRANSLATE_NOOP("InputWording",
       "The password contains an invisible character, or a space at its end.")},
    {"invisible-character", "", "character",
     QT_TRANSLATE_NOOP("InputWording",
       "There is an invisible character here: %1.")},
    {"invisible-character", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "There is an invisible character here.")},
    {"colon-in-user-name", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "A user name with a colon cannot be sent by Basic sign-in.")},
    {"unparsable", "reason=too-long", "",
     QT_TRANSLATE_NOOP("InputWording",
       "This is too long for an address; enter the proxy as host:port.")},
    {"unparsable", "reason=scheme", "scheme",
     QT_TRANSLATE_NOOP("InputWording",
       "%1 is not a scheme of a proxy; write http:// or leave it out.")},
    {"unparsable", "reason=bracket", "",
     QT_TRANSLATE_NOOP("InputWording",
       "The brackets do not fit; an IPv6 address is written as [2001:db8::1]:8080.")},
    {"unparsable", "reason=colons", "",
     QT_TRANSLATE_NOOP("InputWording",
       "There is more than one colon; write an IPv6 address in brackets, as in "
       "[2001:db8::1]:8080.")},
    {"unparsable", "reason=port-out-of-range", "port",
     QT_TRANSLATE_NOOP("InputWording",
       "%1 is not a port; ports go from 1 to 65535.")},
    {"unparsable", "reason=port-not-a-number", "port",
     QT_TRANSLATE_NOOP("InputWording",
       "The port must be a number, and this is none: %1")},
    {"unparsable", "reason=host", "character",
     QT_TRANSLATE_NOOP("InputWording",
       "A host name cannot hold the character %1.")},
    {"unparsable", "reason=has-scheme", "",
     QT_TRANSLATE_NOOP("InputWording",
       "Leave out the http:// here; this field takes the host name alone.")},
    {"unparsable", "reason=has-user", "",
     QT_TRANSLATE_NOOP("InputWording",
       "Leave out the user name here; it has a field of its own.")},
    {"unparsable", "reason=has-path", "",
     QT_TRANSLATE_NOOP("InputWording",
       "Leave out everything after the host name; a proxy has no path.")},
    {"unparsable", "reason=character", "",
     QT_TRANSLATE_NOOP("InputWording",
       "There is a character here that a host name cannot hold.")},
    {"unparsable", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "No host name can be read from this; enter the proxy as host:port.")},
    {"pac-url", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "This is the address of a PAC file (proxy auto-configuration); enter the proxy that the "
       "file names.")},
    {"port-missing", "", "port",
     QT_TRANSLATE_NOOP("InputWording",
       "No port was given; %1 is used.")},
    {"port-missing", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "No port was given; enter it as host:port.")},
    {"path-ignored", "", "",
     QT_TRANSLATE_NOOP("InputWording",
       "What follows host and port has no meaning for a proxy and is left out.")},
};

} // namespace

WordRows inputRows()
{
    return rows;
}

} // namespace pt
