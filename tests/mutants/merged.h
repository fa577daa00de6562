// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Put in front of every unit test of core/ws, so that all of them make one program: each mutant is linked once.
#include <QTest>

namespace mutants {

using Run = int (*)();

//! Notes a test class; main() in merged.cpp runs them in the order of the link.
struct Registered
{
    explicit Registered(Run run);
};

} // namespace mutants

#undef QTEST_GUILESS_MAIN
#undef QTEST_APPLESS_MAIN
#define QTEST_GUILESS_MAIN(TestClass)                                                                                  \
    static const mutants::Registered registered([] {                                                                   \
        TestClass test;                                                                                                \
        return QTest::qExec(                                                                                           \
            &test, {QStringLiteral("test"), QStringLiteral("-silent"), QStringLiteral("-nocrashhandler")});            \
    });
#define QTEST_APPLESS_MAIN(TestClass) QTEST_GUILESS_MAIN(TestClass)
