# One interface target carries the flags of every target of ours.
add_library(socketscope_flags INTERFACE)
target_compile_features(socketscope_flags INTERFACE cxx_std_20)
target_include_directories(socketscope_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(socketscope_flags INTERFACE
    _GLIBCXX_ASSERTIONS QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)
target_compile_options(socketscope_flags INTERFACE
    -Wall -Wextra -Wconversion -Wshadow -Wno-sign-conversion -fno-strict-aliasing
    $<$<BOOL:${SOCKETSCOPE_WERROR}>:-Werror>)
if(SOCKETSCOPE_UNITY)
    # GCC takes what a joined file includes for a header, in which a class must not hold what has no name elsewhere.
    target_compile_options(socketscope_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(SOCKETSCOPE_SANITIZE)
    # GCC's manual on -fsanitize: instrumented code makes -Wmaybe-uninitialized report what is not there. Builds without
    # sanitizers keep the warning, and -Werror makes it an error in them.
    target_compile_options(socketscope_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(socketscope_flags INTERFACE -fsanitize=address,undefined)
endif()

# The line that joins what moc makes of a source's header, where it makes anything. Without it all of that is one file more to
# compile, which includes every header of the folder.
function(socketscope_moc_include target source result)
    set(${result} "" PARENT_SCOPE)
    get_target_property(moc ${target} AUTOMOC)
    string(REGEX REPLACE "\\.(cpp|h)$" "" base ${source})
    if(moc AND EXISTS ${PROJECT_SOURCE_DIR}/${base}.h)
        file(STRINGS ${PROJECT_SOURCE_DIR}/${base}.h macros REGEX "^ *Q_(OBJECT|GADGET|NAMESPACE)" LIMIT_COUNT 1)
        if(macros)
            string(REGEX REPLACE "([^/]+)$" "moc_\\1.cpp" moc ${base})
            set(${result} "#include \"${moc}\"\n" PARENT_SCOPE)
        endif()
    endif()
endfunction()

# Unity builds: the .cpp files of a folder are compiled a handful at a time, since what a file costs is mostly its headers.
# CMake's own UNITY_BUILD names files by their full path; ours names them from the root of the project, so that the
# compiler cache serves every clone from one object.
function(socketscope_unity target most)
    if(NOT SOCKETSCOPE_UNITY)
        return()
    endif()
    get_target_property(sources ${target} SOURCES)
    set(headers ${sources}) # Some are listed for moc.
    list(FILTER headers INCLUDE REGEX "\\.h$")
    list(FILTER sources INCLUDE REGEX "\\.cpp$")
    foreach(source IN LISTS sources)
        get_source_file_property(alone ${source} SKIP_UNITY_BUILD_INCLUSION)
        if(alone)
            list(REMOVE_ITEM sources ${source})
        endif()
    endforeach()
    list(LENGTH sources count)
    if(count LESS 2)
        return()
    endif()
    # Batches of nearly the same size, none of more than MOST files.
    math(EXPR batches "(${count} + ${most} - 1) / ${most}")
    math(EXPR size "(${count} + ${batches} - 1) / ${batches}")
    set(batch 0)
    while(sources)
        list(SUBLIST sources 0 ${size} some)
        list(REMOVE_ITEM sources ${some})
        set(text "")
        foreach(source IN LISTS some headers)
            cmake_path(ABSOLUTE_PATH source NORMALIZE OUTPUT_VARIABLE path)
            file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${path})
            if(path MATCHES "\\.cpp$")
                string(APPEND text "#include \"${path}\"\n")
            endif()
            socketscope_moc_include(${target} ${path} moc)
            string(APPEND text "${moc}")
        endforeach()
        set(headers)
        set(unity ${CMAKE_CURRENT_BINARY_DIR}/unity/${target}_${batch}.cpp)
        set(before "")
        if(EXISTS ${unity})
            file(READ ${unity} before)
        endif()
        if(NOT text STREQUAL before)
            file(WRITE ${unity} "${text}")
            file(REMOVE ${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/timestamp) # CMake 3.25 would not run moc again.
        endif()
        target_sources(${target} PRIVATE ${unity})
        set_source_files_properties(${some} PROPERTIES HEADER_FILE_ONLY ON) # moc still reads them.
        math(EXPR batch "${batch} + 1")
    endwhile()
endfunction()

# socketscope_library(name SOURCES a.cpp … PUBLIC libs … PRIVATE libs … [QOBJECTS] [SEPARATE])
#
# One folder = one static library. QOBJECTS turns moc on; list the headers that need it by their .cpp names as usual.
# SEPARATE keeps its files out of unity builds.
function(socketscope_library name)
    cmake_parse_arguments(ARG "QOBJECTS;SEPARATE" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC socketscope_flags ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    if(ARG_QOBJECTS)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
    if(NOT ARG_SEPARATE)
        socketscope_unity(${name} ${SOCKETSCOPE_UNITY_BATCH})
    endif()
endfunction()

# socketscope_tests(folder NAMES tst_a tst_b … LIBS libs … [LABELS …] [TIMEOUT s] [PATHS])
#
# Each tst_x.cpp is one Qt Test class and one test of ctest's, run offscreen with a home of its own, so that no test sees a
# person's files. The tests of a folder make one program, folder_tests, however often this is called for it; the target
# folder.tst_x builds it. PATHS gives a test TEST_DATA, SOURCE_ROOT and BINARY_ROOT; it is compiled anew in every clone.
function(socketscope_tests folder)
    cmake_parse_arguments(ARG "PATHS" "TIMEOUT" "NAMES;LIBS;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    string(REPLACE "/" "." prefix ${folder})
    string(REPLACE "/" "_" program ${folder}_tests)
    if(NOT TARGET ${program})
        add_executable(${program})
        set_target_properties(${program} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
        target_compile_options(${program} PRIVATE "SHELL:-include tests/support/testmain.h")
        target_link_libraries(${program} PRIVATE socketscope_flags Qt6::Test tests_main tests_support)
    endif()
    target_link_libraries(${program} PRIVATE ${ARG_LIBS})
    foreach(name IN LISTS ARG_NAMES)
        set(test ${prefix}.${name})
        target_sources(${program} PRIVATE ${name}.cpp)
        if(ARG_PATHS)
            set_property(SOURCE ${name}.cpp APPEND PROPERTY COMPILE_DEFINITIONS TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
                SOURCE_ROOT="${PROJECT_SOURCE_DIR}" BINARY_ROOT="${CMAKE_BINARY_DIR}")
        endif()
        add_custom_target(${test} DEPENDS ${program})
        add_test(NAME ${test} COMMAND ${program} ${name})
        set(home ${CMAKE_BINARY_DIR}/test-home/${test})
        set_tests_properties(${test} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT
            "QT_QPA_PLATFORM=offscreen;HOME=${home};XDG_CONFIG_HOME=${home}/config;XDG_DATA_HOME=${home}/data;XDG_CACHE_HOME=${home}/cache;XDG_STATE_HOME=${home}/state;XDG_RUNTIME_DIR=${home}/run;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=1:suppressions=;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0;UBSAN_OPTIONS=print_stacktrace=1;QT_LOGGING_RULES=qt.qpa.*=false")
        file(MAKE_DIRECTORY ${home} ${home}/run)
        file(CHMOD ${home}/run DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
    endforeach()
endfunction()
