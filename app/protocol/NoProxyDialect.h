// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pt {

/// How a program reads a list of exceptions such as NO_PROXY. There is no standard; each field is one way in
/// which programs differ.
struct NoProxyDialect
{
    enum class Star { None, WholeList, Anywhere };

    bool subdomains = false;    ///< "example" is for "a.example" as well
    bool partialLabels = false; ///< "ple" is for "example": a bare comparison of endings
    bool dotIsApex = false;     ///< ".example" is for "example" as well
    bool starDot = false;       ///< "*.example" is for "a.example"
    bool cidr = false;          ///< "10.0.0.0/8"
    bool ports = false;         ///< "example:8080" is for that port; else such an entry is for nothing
    bool blanks = true;         ///< blanks around entries are passed over
    bool loopback = false;      ///< localhost, 127.0.0.0/8 and ::1 never go through a proxy
    Star star = Star::None;     ///< where a lone "*" is for everything

    bool operator==(const NoProxyDialect &) const = default;
};

} // namespace pt
