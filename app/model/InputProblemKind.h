// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"

namespace pt {

enum class InputProblemKind {
    ReservedCharacter,  ///< raw @ : / ? # [ ] % or space inside user or password of a URL
    MalformedEscape,    ///< % without two hex digits in userinfo
    EncodedTwice,       ///< a literal %XX in a separate field, or %25XX in a URL
    InvisibleCharacter, ///< space at an end, NBSP, zero-width, bidi mark, smart quote, control
    ColonInUserName,
    Unparsable,         ///< no host can be read
    PacUrl,             ///< the address is that of a PAC file
    PortMissing,        ///< a note: the port was guessed
    PathIgnored         ///< a note: a path or query after the host has no meaning for a proxy
};

PT_ENUM_NAMES(InputProblemKind, {InputProblemKind::ReservedCharacter, "reserved-character"},
              {InputProblemKind::MalformedEscape, "malformed-escape"},
              {InputProblemKind::EncodedTwice, "encoded-twice"},
              {InputProblemKind::InvisibleCharacter, "invisible-character"},
              {InputProblemKind::ColonInUserName, "colon-in-user-name"},
              {InputProblemKind::Unparsable, "unparsable"}, {InputProblemKind::PacUrl, "pac-url"},
              {InputProblemKind::PortMissing, "port-missing"}, {InputProblemKind::PathIgnored, "path-ignored"})

} // namespace pt
