// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ProxyEndpoint.h"
#include "model/SameSecret.h"
#include "model/SourceKind.h"
#include "model/SourceSignIn.h"
#include "model/SourceUse.h"

namespace pt {

/// One setting of this computer that names a proxy, exceptions to it, or a proxy configuration script.
struct ProxySource
{
    QString name;  ///< as it is called where it stands: "https_proxy", "http.proxy", "Acquire::http::Proxy"
    QString value; ///< as it is written there, a password in it masked; empty counts: it switches a proxy off
    SourceKind kind = SourceKind::Environment;
    SourceUse use = SourceUse::Proxy;
    QString targets; ///< of a proxy: "http", "https" (the URLs it is for) or "all"; else empty
    QString place;   ///< the file, "~" for the home; empty: it stands in none
    int line = 0;    ///< in the file, from 1; 0: not known
    ProxyEndpoint endpoint; ///< of a proxy; the host is empty where none can be read from the value
    SourceSignIn signIn = SourceSignIn::None;
    SameSecret secret = SameSecret::Unknown; ///< its password, compared with the one used in the run

    bool operator==(const ProxySource &) const = default;

    /// Its stable spelling: "git http.proxy".
    QString id() const { return toString(kind) + u' ' + name; }
};

} // namespace pt
