// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Put in front of every test, so that the tests of a folder make one program: QTEST_MAIN and its kin note the class,
// and main() in testmain.cpp runs the one that is asked for by the name of its file.
#include <QTest>

#include <type_traits>

namespace tests {

using Run = int (*)(int argc, char *argv[]);

//! Notes a test by its \a file.
struct TestFile
{
    TestFile(const char *file, Run run);
};

//! Runs a \a Test inside an \a Application of its kind, or inside none.
template <typename Test, typename Application = void>
int runTest(int argc, char *argv[])
{
    QTest::Internal::callInitMain<Test>();
    if constexpr (std::is_void_v<Application>) {
        Test test;
        return QTest::qExec(&test, argc, argv);
    } else {
        Application application(argc, argv);
        Application::setAttribute(Qt::AA_Use96Dpi, true);
        Test test;
        return QTest::qExec(&test, argc, argv);
    }
}

} // namespace tests

//! For a test that needs more than a class: \a run gets the arguments behind the test's name.
#define TEST_RUN(run) static const tests::TestFile testFile(__FILE__, run);

#undef QTEST_MAIN
#undef QTEST_GUILESS_MAIN
#undef QTEST_APPLESS_MAIN
#define QTEST_GUILESS_MAIN(Test) TEST_RUN((tests::runTest<Test, QCoreApplication>))
#define QTEST_APPLESS_MAIN(Test) TEST_RUN((tests::runTest<Test>))
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#define QTEST_MAIN(Test) TEST_RUN((tests::runTest<Test, QApplication>))
#else
#define QTEST_MAIN(Test) QTEST_GUILESS_MAIN(Test)
#endif
